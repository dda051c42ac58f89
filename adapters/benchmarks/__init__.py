"""How fast, how big, and how good beside others.

`baselines` are what people use today, `plain_minilm` the barest vector, `contest` sets them beside prolobot;
`probe` takes time and memory of a start in a process of its own, `synthetic` makes up files of any size for it,
and `starts` prints it; `load` lets hundreds ask at once (`offered` says when, `load_table` prints it); `echoes`
are the barest bots, `meters` what a process used, `service_table` both side by side, `growth_table` replies by
replicas. `chaos` lets everything go wrong while people ask; `overload` asks more than can be answered, as a
`bare_slack`; `overload_table` prints it.
"""
