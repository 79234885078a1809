"""The names of the subcommands; what they do is imported when one is called."""

SUBCOMMANDS = {
    "index": "index",
    "list": "list_and_show",
    "show": "list_and_show",
    "search": "search_and_jump",
    "jump": "search_and_jump",
    "tag": "tag",
    "tags": "tags",
    "entities": "entities",
    "copies": "copies",
    "export": "export",
    "import": "import_",
    "undo": "undo_redo",
    "redo": "undo_redo",
    "history": "undo_redo",
    "check": "check",
    "restore": "restore",
    "accept": "restore",
    "merge": "merge",
    "merge-driver": "merge",
}
"""The subcommands in the order of the help, and the modules of this package that hold them."""
