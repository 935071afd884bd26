"""The Gradio page. No mathematics here: everything is asked of :class:`deltaedit.editor.DeltaEditor`."""
