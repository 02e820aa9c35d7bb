"""What the methods of recording subclasses do (rules 2 and 3). They are made once: of a class is only whose it is.

Knows which methods an event stands for, and that reactions are used up; what a reaction does is the adapter's affair.
A recording subclass has a member `recorded`, the play it belongs to and its name there.
"""
from python_words import TEXTS, remembered, text_of

METHODS = {"repr": ["__repr__"], "truth": ["__bool__", "__nonzero__"]}  # any other event is the method of its name


@remembered
def BEGIN(base):
    """The initialiser of a recording subclass of `base`."""
    def begin(channel, *args, **keywords):
        play, name = channel.recorded
        play.name(name, channel)  # from the first event on
        if play.initialises:
            base.__init__(channel, *args, **keywords)
    return begin


@remembered
def STAND_INS(recorded):
    """What stands in for the methods of a base that are an event. Reactions are used up, the last one stays."""
    base, event = recorded

    def standing_in(own):
        def stand_in(channel, *args, **keywords):
            play, name = channel.recorded
            given = args + tuple(keywords.values())

            def original():
                return own(channel, *args, **keywords)

            def follow():
                play.calls[event, name] += 1
                reactions = play.reactions.get((event, name))
                if not reactions:
                    return original()
                return play.react(event, given, original, reactions.pop(0) if len(reactions) > 1 else reactions[0])

            observation = {"kind": "event", "event": event, "of": name}
            if given:
                observation["args"] = [play.show(text_of(arg) if event in TEXTS else arg) for arg in given]
            value = play.record(observation, follow, lambda value: play.ending(event, value))
            return bool(value) if event == "truth" else value
        return stand_in
    methods = METHODS.get(event, [event])
    return {method: standing_in(getattr(base, method, lambda *args: None)) for method in methods}
