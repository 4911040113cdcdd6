"""The pages of the published site: a plugin for MkDocs that makes them from the model."""
