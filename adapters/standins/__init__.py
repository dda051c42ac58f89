"""Stand-ins for Slack and Discord on loopback, for tests and play without tokens.

`slack` and `discord` import nothing from the rest of the project, so that another bot can lift them out. Both
share `changes` (what happened, told), `faults` (bad days; `faulty_requests` are those of a request), `recorder`
(frames), `listening` (the server) with `control` (people by HTTP) and `guard` (loopback alone), `clock`, and
`alone` (one as a program of its own).
"""
