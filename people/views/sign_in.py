"""Signing in and out. The same words for every failure, so that nobody learns who has an account (security.md G6)."""

from django.contrib.auth import views
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from people import passwords
from people.encryption import keyed_hash
from people.forms import ChangePasswordForm, ChoosePasswordForm, PasswordLinkForm, SignInForm
from people.later import later
from people.sessions import held_for


@method_decorator(login_not_required, name="dispatch")
class SignIn(views.LoginView):
    template_name = "people/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs):
        sent = self.request.POST or self.request.GET
        return super().get_context_data(held=sent.get("held", ""), ended="ended" in sent, **kwargs)

    def form_valid(self, form):
        """Signed in. What was being typed when the session ended is given back before anything else (G3)."""
        onward = super().form_valid(form)
        held = held_for(form.get_user(), self.request.POST.get("held", ""))
        return render(self.request, "people/carry_on.html", held) if held else onward


@method_decorator(login_not_required, name="dispatch")
class SignOut(views.LogoutView):
    http_method_names = ["post", "options"]


class ChangePassword(views.PasswordChangeView):
    form_class = ChangePasswordForm
    template_name = "people/change_password.html"
    success_url = reverse_lazy("home")


@require_POST
def stay(request):
    """The reader asked to stay signed in; the middleware has noted it."""
    return HttpResponse(status=204)


def guessed_account(request, credentials=None):
    """The account that is guessed at, however its address is written; hashed, so that no table of addresses grows."""
    name = (credentials or request.POST).get("username") or ""
    return keyed_hash("sign-in", name.strip().casefold())[:32]


def locked_out(request, credentials=None, *args, **kwargs):
    """Ten wrong guesses from one place at one account: five minutes' rest for that place only."""
    form = SignInForm(request, initial={"username": request.POST.get("username", "")})
    context = {"form": form, "held": request.POST.get("held", ""), "locked": True}
    return render(request, "people/sign_in.html", context, status=429)


@login_not_required
def ask_for_link(request):
    """The same page for every address, known or not."""
    form = PasswordLinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        later(passwords.send_link, form.cleaned_data["email"])
        return render(request, "people/link_sent.html")
    return render(request, "people/ask_for_link.html", {"form": form})


@method_decorator(login_not_required, name="dispatch")
class ChoosePassword(views.PasswordResetConfirmView):
    form_class = ChoosePasswordForm
    template_name = "people/choose_password.html"
    success_url = reverse_lazy("people:sign-in")
