// Reloads the page when there is something else to see. A tab that is hidden asks nothing: browsers open few connections.

const banner = document.getElementById("preview");
const now = banner.querySelector(".now");
let events = null;

function listen() {
  if (document.visibilityState === "hidden") {
    events?.close();
    events = null;
    return;
  }
  if (events) return;
  events = new EventSource("/.preview/events");
  events.addEventListener("building", () => { now.textContent = "Building …"; });
  events.addEventListener("state", (event) => {
    if (event.data === banner.dataset.state) now.textContent = "";
    else location.reload();
  });
  events.addEventListener("error", () => { now.textContent = "The preview has ended. Start it again to see changes."; });
}

document.addEventListener("visibilitychange", listen);
listen();
