"""The Rasa project: configuration, training data, domain, and the graph components that the configuration names."""
