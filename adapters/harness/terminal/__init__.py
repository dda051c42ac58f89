"""The bot on a terminal.

`chat` talks, `batch` answers decks line by line, `showing` prints a reply, `drawing` what a platform makes of it.
"""
