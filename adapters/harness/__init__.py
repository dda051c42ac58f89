"""The local harness: terminal, batch, transcripts, and the playground page.

`showing` prints replies, `drawing` what a platform makes of them, `chat` is the terminal, `batch` answers decks,
`transcripts` and `replaying` run conversations through the real Slack app and the real Discord client.
"""
