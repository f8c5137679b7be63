"""What the settings pages of the pathway show: places, drafts, and the history of versions in words."""

from dataclasses import dataclass

from people.models import Site
from support import access, versions
from support.editing import drafting
from support.models import PathwayDraft, PathwayVersion


@dataclass(frozen=True)
class Place:
    name: str
    slug: str
    version: PathwayVersion
    is_own: bool
    draft: PathwayDraft | None
    may_set: bool


def places(user) -> list[Place]:
    """The whole trust first, then each site, in a fixed number of queries."""
    trust = versions.in_force()
    own = PathwayVersion.objects.filter(pk__in=PathwayVersion.objects.in_own_right())
    by_site = {version.site_id: version for version in own}
    drafts = {draft.site_id: draft for draft in PathwayDraft.objects.select_related("editor")}
    found = [
        Place("The whole trust", "trust", trust, True, drafts.get(None), access.can_set_pathway(user, None))
    ]
    for site in Site.objects.order_by("name"):
        version = by_site.get(site.pk)
        may = access.can_set_pathway(user, site)
        found.append(
            Place(site.name, site.code, version or trust, version is not None, drafts.get(site.pk), may)
        )
    return found


def draft_of(site) -> PathwayDraft | None:
    wanted = ("editor", "started_from", "based_on", "site")
    return PathwayDraft.objects.select_related(*wanted).filter(site=site).first()


class History:
    """Versions of one place, newest first, each with how it differs from the one before; made a page at a time."""

    def __init__(self, site):
        versions_there = PathwayVersion.objects.filter(site=site)
        edited = versions_there.filter(is_edited=True)
        first = edited.order_by("number").first()
        # What a release brought after the trust had edited never came into force by itself.
        if site is None and first:
            versions_there = edited | versions_there.filter(is_edited=False, number__lt=first.number)
        self.site = site
        self.rows = versions_there.select_related("published_by").order_by("-number")

    def __len__(self):
        return self.rows.count()

    def __getitem__(self, page):
        shown = list(self.rows.prefetch_related("rules")[page.start : page.stop + 1])
        here = shown[: page.stop - page.start]
        if shown and self.site and len(shown) == len(here):
            shown += self._the_trusts_before(shown[-1])
        said = [drafting.content_of(version) for version in shown]
        return [
            (version, drafting.differences(said[n + 1], said[n]) if n + 1 < len(said) else None)
            for n, version in enumerate(here)
        ]

    def _the_trusts_before(self, first):
        """A site's first version differs from the trust's that was in force there until then."""
        before = PathwayVersion.objects.filter(number__lt=first.number)
        return list(before.best_for(None)[:1])


def history(site) -> History:
    return History(site)


def waiting_release(version: PathwayVersion) -> list[str]:
    """What a release has changed that the edited version does not have, in words; empty when there is nothing."""
    return release_since(version.based_on) if version.is_edited and version.based_on else []


def release_since(base: PathwayVersion) -> list[str]:
    release = versions.released()
    if release.pk == base.pk:
        return []
    return drafting.differences(drafting.content_of(base), drafting.content_of(release))
