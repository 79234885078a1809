"""The program: command line, app, screens, widgets."""
