"""The whole program on one screen: the only module that knows the order of the stages."""
