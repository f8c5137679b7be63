"""The question which file to import."""

from django import forms
from django.conf import settings

from people.importing.files import Unreadable, kind_of


class UploadForm(forms.Form):
    """What a file is, its content says. The rest of it is read by a worker."""

    file = forms.FileField(
        label="File",
        allow_empty_file=True,
        error_messages={
            "required": "Choose the file you exported",
            "max_length": "The file's name is too long. Give it a shorter one",
        },
        max_length=120,
    )

    def __init__(self, *args, importer, **kwargs):
        super().__init__(*args, **kwargs)
        self.importer = importer
        kinds = " or ".join(
            {".csv": "CSV", ".xlsx": "Excel workbook (.xlsx)"}[kind] for kind in importer.accepts
        )
        self.fields["file"].help_text = f"{kinds}, up to 10 MB"
        self.fields["file"].widget.attrs["accept"] = ",".join(importer.accepts)

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > settings.UPLOAD_LIMIT:
            raise forms.ValidationError(
                "The file is larger than 10 MB. Split it and import the parts one by one"
            )
        content = file.read()
        try:
            kind = kind_of(content)
        except Unreadable as problem:
            raise forms.ValidationError(str(problem)) from problem
        if kind not in self.importer.accepts:
            raise forms.ValidationError(
                "This must be an Excel workbook (.xlsx). Save it as one and choose it again"
            )
        return file.name, content
