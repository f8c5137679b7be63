"""How a form is laid out on an NHS page.

Any Django form renders with `{% crispy form %}`: labels, hints, errors and the error summary come from the
form itself. A form that wants more says so with a `Helper`:

    class InjuryForm(forms.Form):
        injured = forms.ChoiceField(label="Were you hurt?", choices=YES_NO, widget=Radios)
        injury = forms.CharField(label="What was the injury?", widget=forms.Textarea, required=False)
        seen_on = DateParts(label="When were you seen?", future=False, required=False)

        helper = Helper(Reveal("injured", yes=["injury", "seen_on"]))

The page needs only this. base.html shows the error summary above the heading and puts "Error:" in the title
when the page's form is called `form`:

    {% load crispy_forms_tags nhsuk %}
    <form method="post" novalidate>
      {% csrf_token %}
      {% crispy form %}
      {% nhsuk "button" text="Continue" preventDoubleClick=True %}
    </form>

`Helper(heading=True)` makes the label of the one question the heading of the page. A form with a file says
`enctype="multipart/form-data"`. Field labels and hints are escaped unless marked safe.
"""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, LayoutObject
from crispy_forms.utils import TEMPLATE_PACK
from crispy_forms.utils import render_field as render_part
from django.utils.safestring import mark_safe

from nhsuk.rendering import render_field


class Reveal(LayoutObject):
    """A choice with questions under some of its answers: Reveal("injured", yes=["injury"]).

    The keywords are the values of the answers; pass a dictionary when they are not words. The answer of a
    single checkbox is `on`. Without JavaScript every question shows, so the form decides which it needs.
    """

    def __init__(self, field, answers=None, /, **more):
        self.fields = [field]
        self.answers = {
            str(value): [parts] if isinstance(parts, str) else list(parts)
            for value, parts in ((answers or {}) | more).items()
        }

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs):
        reveals = {
            value: mark_safe(
                "".join(render_part(p, form, context, template_pack=template_pack) for p in parts)
            )
            for value, parts in self.answers.items()
        }
        name = self.fields[0]
        form.rendered_fields.add(name)
        return render_field(form[name], reveals=reveals)

    def revealed_fields(self):
        """Names of the fields that show only after an answer."""
        for parts in self.answers.values():
            for part in parts:
                yield from (
                    [part] if isinstance(part, str) else (found.name for found in part.get_field_names())
                )


class Helper(FormHelper):
    """The order of a form's parts. With no parts named, every field in the order the form declares them."""

    form_tag = False

    def __init__(self, *parts, heading=False):
        super().__init__()
        self.heading = heading
        self.revealed = set()
        if parts:
            self.layout = Layout(*parts)
            self.render_unmentioned_fields = True
            self.revealed = {
                name for part in parts if isinstance(part, Reveal) for name in part.revealed_fields()
            }
