"""Translation: the models, the engines that run them, and the pipeline from text to text."""
