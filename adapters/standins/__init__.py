"""Stand-ins for Slack and Discord on loopback, for tests and play without tokens.

They import nothing from the rest of the project, so that another bot can lift them out.
"""
