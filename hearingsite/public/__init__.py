"""What anyone may read, and how it becomes pages and feeds. Cannot even import `records`."""
