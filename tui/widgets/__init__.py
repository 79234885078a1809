"""The widgets: list, reader, sidebar, bars."""
