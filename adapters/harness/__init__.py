"""Ways to the bot without a token: three rooms that do not know each other.

`terminal` asks, chats and draws; `playground` is a page with both platforms on it; `replay` plays transcripts.
"""
