"""Everything that touches the world: platforms, the terminal, files, the clock.

Each part knows `botcore` and none of its siblings; `adapters.assembly` puts them together.
"""
