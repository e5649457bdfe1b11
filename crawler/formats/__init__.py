"""An Article → text or JSON, and back: a module for each format, with `render` and `parse`."""
