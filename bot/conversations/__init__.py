"""One person's conversation with one organisation on one channel: messages in, turns, messages out. No framework
here.
"""
