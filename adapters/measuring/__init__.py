"""Measuring, where it touches the world: clocks, terminals, files and pages.

`timing` holds the clock, `tables` and `values` show figures to people and to programs, `report` makes the
page, `probe` takes time and memory of a start in a process of its own, `synthetic` makes up files of any
size for it, `baselines` are what people use today, `contest` sets them beside prolobot.
"""
