"""The words of a document that somebody wrote elsewhere: plain text, PDF or Word."""
