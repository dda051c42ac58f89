"""Measuring, where it touches the world: clocks, terminals, files and pages.

`timing` holds the clock, `tables` and `values` show figures to people and to programs, `report` makes the
page, `probe` and `benching` take the time of a start and of messages, `public` runs other domains' decks.
"""
