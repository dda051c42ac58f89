"""Everything that touches the world: platforms, the terminal, files, the clock.

Each part knows `botcore` and none of its siblings; `adapters.assembly` puts them together. Another platform is
one more folder like `slack` and `discord` (`parsing`, `rendering`, `delivering`, the client, `serving`), its
tokens in `settings`, a line in `assembly.serving`, a command in `cli`, and its place in the import contracts.
"""
