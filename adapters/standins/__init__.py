"""Stand-ins for Slack and Discord on loopback, for tests and play without tokens.

`slack` and `discord` import nothing from the rest of the project, so that another bot can lift them out. Both
share `changes` (what happened, told), `faults` (bad days), `recorder` (frames), `control` (people by HTTP),
`clock`, `guard` (loopback alone) and `alone` (one as a program of its own).
"""
