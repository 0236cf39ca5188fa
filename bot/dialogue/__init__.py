"""The dialogue: Rasa, embedded as a library. `engine` is the door; importing it loads neither Rasa nor TensorFlow.

`rasa_edge` is the one place where Rasa is imported, its environment set and its warnings silenced.
"""
