"""How fast, how big, and how good beside others.

`baselines` are what people use today, `contest` sets them beside prolobot; `probe` takes time and memory of a
start in a process of its own, `synthetic` makes up files of any size for it; `load` lets hundreds ask at once.
"""
