"""The search: an index that is files, and the page that reads them."""
