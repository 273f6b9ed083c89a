"""Forms for pen, made from the same models as the forms on the screen."""
