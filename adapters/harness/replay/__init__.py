"""Conversations as tests: who says what where, and what must come back.

`transcripts` reads them, `platforms` is what they are played on, `replaying` plays them and names every
difference, `printing` shows them, `updating` writes what came back into them; `wire` plays them over real
connections.
"""
