"""Where thread and identity meet: the reply form.

*Writer*: who is about to speak, as far as this browser proves it: nobody, a remembered
guest (device key), or a signed-in account. The form shows who that is, takes the text,
and gives it back whole whenever it cannot be posted.
"""
