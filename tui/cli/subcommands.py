"""The names of the subcommands; what they do is imported when one is called."""

SUBCOMMANDS = {
    "index": "indexing",
    "list": "articles",
    "show": "articles",
    "search": "finding",
    "jump": "finding",
    "tag": "tagging",
    "tags": "codebook",
    "entities": "naming",
    "copies": "copying",
    "export": "exporting",
    "import": "importing",
    "undo": "changes",
    "redo": "changes",
    "history": "changes",
    "check": "checking",
    "restore": "mending",
    "accept": "mending",
    "merge": "merging",
    "merge-driver": "merging",
}
"""The subcommands in the order of the help, and the modules of this package that hold them."""
