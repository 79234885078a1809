"""The subcommands, for scripts and the shell."""
