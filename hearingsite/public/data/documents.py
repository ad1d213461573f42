"""The table of documents: one row for each that a hearing's page leads to."""

from typing import Final

from hearingsite.public.data.fields import Field, Table, plain
from hearingsite.public.data.items import DocumentItem
from hearingsite.public.documents import media_type
from hearingsite.values import Text

DOCUMENTS: Final = Table[DocumentItem](
    name="documents",
    title=Text("Documents", "Dogfennau"),
    key=("reference", "document"),
    parent="hearings",
    fields=(
        Field(
            "reference",
            "text",
            lambda item: item.reference,
            Text("Reference of the hearing", "Cyfeirnod y gwrandawiad"),
            "ABC-2024-001",
            is_required=True,
        ),
        Field(
            "document",
            "number",
            lambda item: item.place,
            Text(
                "Position of the document on the page, counted from 1", "Safle'r ddogfen ar y dudalen, gan gyfrif o 1"
            ),
            "1",
            is_required=True,
        ),
        Field(
            "title",
            "text",
            lambda item: plain(item.title),
            Text("Title, in English", "Teitl, yn Saesneg"),
            "The chair's report",
            is_required=True,
        ),
        Field(
            "url",
            "text",
            lambda item: item.url,
            Text("Address of the document", "Cyfeiriad y ddogfen"),
            "https://hearings.example/hearings/abc-2024-001/files/report.pdf",
            is_required=True,
        ),
        Field(
            "media_type",
            "text",
            lambda item: media_type(item.url),
            Text("What kind of file it is, as browsers name it", "Pa fath o ffeil ydyw, fel y mae porwyr yn ei enwi"),
            "application/pdf",
            is_required=True,
        ),
    ),
)
