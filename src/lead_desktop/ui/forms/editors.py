"""Which editor fits which kind of field."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from lead_desktop.domain.base import Part
from lead_desktop.domain.intake import Need
from lead_desktop.ui.forms.choice_editors import ChecksEditor, RadioEditor
from lead_desktop.ui.forms.choices import choices
from lead_desktop.ui.forms.combo_editor import ComboEditor
from lead_desktop.ui.forms.continuum_editor import ContinuumEditor
from lead_desktop.ui.forms.date_editors import DateEditor, MomentEditor
from lead_desktop.ui.forms.editor import Editor
from lead_desktop.ui.forms.needs import Needs
from lead_desktop.ui.forms.needs_editor import NeedsEditor
from lead_desktop.ui.forms.part_editor import PartEditor
from lead_desktop.ui.forms.picks_editor import PicksEditor
from lead_desktop.ui.forms.reference_editor import ReferenceEditor
from lead_desktop.ui.forms.rows_editor import RowsEditor
from lead_desktop.ui.forms.scale_editor import ScaleEditor, is_scale
from lead_desktop.ui.forms.spec import Kind, Spec
from lead_desktop.ui.forms.text_editors import LineEditor, LongEditor, NumberEditor
from lead_desktop.ui.forms.texts_editor import TextsEditor

FEW = 5
"""Up to this many codes stand in sight as radio buttons."""
MANY = 15
"""Above this many codes the list filters by what is typed."""

_BY_KIND: Mapping[Kind, type[Editor]] = {
    Kind.LINE: LineEditor,
    Kind.LONG: LongEditor,
    Kind.NUMBER: NumberEditor,
    Kind.DATE: DateEditor,
    Kind.MOMENT: MomentEditor,
    Kind.CODE: RadioEditor,
    Kind.CODES: ChecksEditor,
    Kind.YES_NO: RadioEditor,
    Kind.TEXTS: TextsEditor,
    Kind.REFERENCE: ReferenceEditor,
}
_BY_CODES: Mapping[str, type[Editor]] = {"continuum": ContinuumEditor}
_BY_PART: Mapping[type[Part] | None, type[Editor]] = {Need: NeedsEditor}


def make_editor(spec: Spec, needs: Needs, parent: QWidget | None = None) -> Editor:
    """Return the editor for a field."""
    if own := _own_editor(spec):
        return own(spec, needs, parent)
    if spec.kind is Kind.PART:
        return PartEditor(spec, needs, make_editor, parent)
    if spec.kind is Kind.PARTS:
        return RowsEditor(spec, needs, make_editor, parent)
    if spec.kind is Kind.CODE and len(choices(spec, needs)) > FEW:
        return ComboEditor(spec, needs, parent, filters=len(choices(spec, needs)) > MANY)
    if spec.kind is Kind.CODES and len(choices(spec, needs)) > MANY:
        return PicksEditor(spec, needs, parent)
    return _BY_KIND[spec.kind](spec, needs, parent)


def _own_editor(spec: Spec) -> type[Editor] | None:
    """Return the editor made for one code list, one kind of row, or for scales."""
    if spec.part in _BY_PART:
        return _BY_PART[spec.part]
    return ScaleEditor if is_scale(spec) else _BY_CODES.get(spec.note.codes)
