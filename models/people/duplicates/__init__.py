"""The same person twice (重复参保核查): found by rule, resolved by a person, never by itself.

``alike`` decides who looks alike; ``find`` and ``listed`` record cases, from the station's
own people and from lists; ``cases`` shows them side by side; ``resolve`` records what a
clerk decided and does what follows from it. An open case refuses nothing.
"""
