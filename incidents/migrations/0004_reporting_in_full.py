"""What reporting in full keeps: duties, views, what follows a report, quick and confidential reports, evidence, handovers."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import incidents.confidential.fields
import people.encryption
import pgtrigger.compiler
import pgtrigger.migrations
import simple_history.models
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0003_encrypt_what_was_written'),
        ('people', '0003_health_and_safety'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ConfidentialFile',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('added_on', models.DateField()),
                ('suffix', models.CharField(max_length=6)),
                ('content', incidents.confidential.fields.PaddedBytesField()),
            ],
            options={
                'ordering': ['number', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ConfidentialMessage',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField(help_text='Its place in the conversation')),
                ('written_on', models.DateField()),
                ('content', incidents.confidential.fields.PaddedJSONField()),
            ],
            options={
                'ordering': ['number', 'written_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ConfidentialParcel',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('receipt', models.CharField(max_length=64)),
                ('goes_at', models.DateTimeField(help_text='One of a few times a day')),
                ('content', incidents.confidential.fields.PaddedJSONField()),
            ],
        ),
        migrations.CreateModel(
            name='ConfidentialReport',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('receipt', models.CharField(blank=True, max_length=64, null=True, unique=True)),
                ('received_on', models.DateField()),
                ('status', models.CharField(choices=[('new', 'Not answered yet'), ('answered', 'Answered'), ('added', 'The writer has added something'), ('closed', 'Closed'), ('withdrawn', 'Withdrawn by the writer')], default='new', max_length=12)),
                ('outcome', models.CharField(blank=True, choices=[('advice', 'I listened and gave advice'), ('acted', 'Something was done about it'), ('passed_on', 'I passed it on, as we agreed'), ('learning', 'Others learn from it, without saying whom it was about'), ('not_enough', 'There was not enough to go on'), ('no_reply', 'I asked something and heard no more')], max_length=12)),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('is_ftsu_case', models.BooleanField(default=False, verbose_name='counted as a Freedom to Speak Up case')),
                ('content', incidents.confidential.fields.PaddedJSONField()),
            ],
            options={
                'ordering': ['-received_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Delay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(choices=[('police', 'The police asked us to wait'), ('court', 'A court case comes first'), ('witness', 'A witness cannot be heard yet'), ('absence', 'Somebody who is needed is away'), ('wellbeing', 'It would be too much for somebody now'), ('evidence', 'Evidence has not come yet'), ('partner', 'Another organisation has to answer'), ('wider', 'More came to light'), ('staffing', 'There was nobody to do it'), ('money', 'It could not be paid for')], max_length=12)),
                ('note', people.encryption.EncryptedTextField(blank=True)),
                ('was_due_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Duty',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=24)),
                ('subject', models.CharField(max_length=80)),
                ('opens_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('kept_at', models.DateTimeField(blank=True, null=True)),
                ('chase', models.PositiveSmallIntegerField(default=0, help_text='How many messages have been sent about it')),
                ('chase_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['due_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('photo', 'Photo'), ('picture', 'Picture'), ('pdf', 'PDF document'), ('word', 'Word document'), ('text', 'Text')], max_length=12)),
                ('size', models.PositiveIntegerField(help_text='Bytes, as it is kept')),
                ('shows', people.encryption.EncryptedTextField(blank=True)),
                ('content', people.encryption.EncryptedBytesField()),
                ('added_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_why', people.encryption.EncryptedTextField(blank=True)),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='Feedback',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('way', models.CharField(choices=[('reporter', 'To the person who reported it'), ('confidential', 'Through the confidential channel'), ('nobody', 'There is nobody to answer')], default='reporter', max_length=12)),
                ('words', people.encryption.EncryptedTextField(blank=True)),
                ('is_for_affected', models.BooleanField(default=False)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Footage',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('cctv', 'CCTV'), ('body_worn', 'Body-worn camera'), ('telephone', 'Recorded telephone call'), ('other', 'Another recording')], max_length=12)),
                ('reference', people.encryption.EncryptedTextField()),
                ('custodian', people.encryption.EncryptedTextField(help_text='Who keeps it and can find it')),
                ('held_at', people.encryption.EncryptedTextField(blank=True, help_text='Where it is held')),
                ('covers_from', models.DateTimeField(blank=True, null=True)),
                ('covers_until', models.DateTimeField(blank=True, null=True)),
                ('kept_until', models.DateField(help_text='The last day before it is deleted where it is held')),
                ('decision', models.CharField(blank=True, choices=[('longer', 'It must be kept longer'), ('copied', 'The police or somebody else has a copy that is kept'), ('let_go', 'It is not needed any longer')], max_length=12)),
                ('why', people.encryption.EncryptedTextField(blank=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('noted_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['noted_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='FootageDisclosure',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('to', people.encryption.EncryptedTextField()),
                ('on', models.DateField()),
                ('why', people.encryption.EncryptedTextField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ['on', 'at'],
            },
        ),
        migrations.CreateModel(
            name='HandoverCheck',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('day', models.DateField(help_text='The day on which the shift started')),
                ('shift', models.CharField(max_length=12)),
                ('had_incidents', models.BooleanField()),
                ('all_reported', models.CharField(blank=True, choices=[('yes', 'Yes'), ('no', 'No')], max_length=3)),
                ('all_right', models.BooleanField()),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='HistoricalFootage',
            fields=[
                ('id', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ('kind', models.CharField(choices=[('cctv', 'CCTV'), ('body_worn', 'Body-worn camera'), ('telephone', 'Recorded telephone call'), ('other', 'Another recording')], max_length=12)),
                ('reference', people.encryption.EncryptedTextField()),
                ('custodian', people.encryption.EncryptedTextField(help_text='Who keeps it and can find it')),
                ('held_at', people.encryption.EncryptedTextField(blank=True, help_text='Where it is held')),
                ('covers_from', models.DateTimeField(blank=True, null=True)),
                ('covers_until', models.DateTimeField(blank=True, null=True)),
                ('kept_until', models.DateField(help_text='The last day before it is deleted where it is held')),
                ('decision', models.CharField(blank=True, choices=[('longer', 'It must be kept longer'), ('copied', 'The police or somebody else has a copy that is kept'), ('let_go', 'It is not needed any longer')], max_length=12)),
                ('why', people.encryption.EncryptedTextField(blank=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('noted_at', models.DateTimeField()),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical footage',
                'verbose_name_plural': 'historical footages',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalHandoverCheck',
            fields=[
                ('id', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ('day', models.DateField(help_text='The day on which the shift started')),
                ('shift', models.CharField(max_length=12)),
                ('had_incidents', models.BooleanField()),
                ('all_reported', models.CharField(blank=True, choices=[('yes', 'Yes'), ('no', 'No')], max_length=3)),
                ('all_right', models.BooleanField()),
                ('at', models.DateTimeField()),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical handover check',
                'verbose_name_plural': 'historical handover checks',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalInvestigation',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('due_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical investigation',
                'verbose_name_plural': 'historical investigations',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalPrecaution',
            fields=[
                ('id', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ('identifier', people.encryption.EncryptedTextField(help_text='As it was when this was put in place')),
                ('fingerprint', models.CharField(db_index=True, editable=False, max_length=64)),
                ('kind', models.CharField(choices=[('alert', 'Alert on the record'), ('warning', 'Warning letter'), ('agreement', 'Acceptable behaviour agreement'), ('exclusion', 'Exclusion or conditional entry'), ('elsewhere', 'Alternative place of care')], max_length=16)),
                ('facts', people.encryption.EncryptedTextField()),
                ('starts_on', models.DateField()),
                ('review_on', models.DateField()),
                ('told', models.CharField(choices=[('yes', 'Yes'), ('no', 'No')], max_length=8)),
                ('told_on', models.DateField(blank=True, null=True)),
                ('told_why', people.encryption.EncryptedTextField(blank=True, help_text='Why the person was not told')),
                ('set_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('why', people.encryption.EncryptedTextField(blank=True, help_text='Why it goes on or has ended, said at its last review')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical precaution',
                'verbose_name_plural': 'historical precautions',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalRiddorDecision',
            fields=[
                ('id', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ('asked_at', models.DateTimeField()),
                ('because', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('injury', 'A physical injury was reported'), ('specified', 'An injury was reported that may be a specified one'), ('over_three', 'Somebody could not do their normal work for more than 3 days'), ('over_seven', 'Somebody could not do their normal work for more than 7 days')], max_length=12), size=None)),
                ('found', models.CharField(blank=True, choices=[('specified', 'Reportable: a death or a specified injury'), ('over_seven', 'Reportable: over 7 days away from normal work'), ('over_three', 'Record only: over 3 days away from normal work'), ('no', 'Not reportable')], max_length=12)),
                ('why', people.encryption.EncryptedTextField(blank=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('reported_on', models.DateField(blank=True, null=True)),
                ('hse_reference', people.encryption.EncryptedTextField(blank=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical riddor decision',
                'verbose_name_plural': 'historical riddor decisions',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='IncidentMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('moved_from', models.CharField(choices=[('holding', 'In the holding area'), ('reviewing', 'Being reviewed'), ('approving', 'Awaiting approval'), ('closed', 'Closed'), ('merged', 'Merged with another report')], max_length=12)),
                ('moved_to', models.CharField(choices=[('holding', 'In the holding area'), ('reviewing', 'Being reviewed'), ('approving', 'Awaiting approval'), ('closed', 'Closed'), ('merged', 'Merged with another report')], max_length=12)),
                ('why', people.encryption.EncryptedTextField(blank=True)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Investigation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('due_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Learning',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', people.encryption.EncryptedTextField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Mark',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('day', models.DateField()),
                ('kind', models.CharField(choices=[('physical', 'Physical violence'), ('verbal', 'Verbal abuse'), ('threat', 'Threat or feeling threatened'), ('online', 'Online or digital abuse'), ('harassment', 'Harassment because of who you are'), ('sexual_harassment', 'Sexual harassment'), ('sexual_assault', 'Sexual assault'), ('indecent_exposure', 'Indecent exposure'), ('other', 'Something else')], max_length=24)),
                ('is_elsewhere', models.BooleanField(default=False)),
                ('made_at', models.DateTimeField()),
                ('checked_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['made_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('why', people.encryption.EncryptedTextField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='OtherProcess',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('safeguarding', 'Safeguarding'), ('hr', 'Human resources'), ('disciplinary', 'Disciplinary'), ('legal', 'Legal claim or advice'), ('clinical', 'Clinical review or patient safety'), ('lfpse', 'Learn from patient safety events (LFPSE)'), ('police', 'Police')], max_length=16)),
                ('number', people.encryption.EncryptedTextField(blank=True)),
                ('status', models.CharField(choices=[('to_tell', 'Not told yet'), ('told', 'Told'), ('under_way', 'Under way'), ('ended', 'Ended')], default='told', max_length=12)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['kind', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Precaution',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('identifier', people.encryption.EncryptedTextField(help_text='As it was when this was put in place')),
                ('fingerprint', models.CharField(db_index=True, editable=False, max_length=64)),
                ('kind', models.CharField(choices=[('alert', 'Alert on the record'), ('warning', 'Warning letter'), ('agreement', 'Acceptable behaviour agreement'), ('exclusion', 'Exclusion or conditional entry'), ('elsewhere', 'Alternative place of care')], max_length=16)),
                ('facts', people.encryption.EncryptedTextField()),
                ('starts_on', models.DateField()),
                ('review_on', models.DateField()),
                ('told', models.CharField(choices=[('yes', 'Yes'), ('no', 'No')], max_length=8)),
                ('told_on', models.DateField(blank=True, null=True)),
                ('told_why', people.encryption.EncryptedTextField(blank=True, help_text='Why the person was not told')),
                ('set_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('why', people.encryption.EncryptedTextField(blank=True, help_text='Why it goes on or has ended, said at its last review')),
            ],
            options={
                'ordering': ['review_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='PreventiveStep',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('characteristic', models.CharField(blank=True, choices=[('age', 'Age'), ('disability', 'Disability'), ('gender_reassignment', 'Being transgender, or thought to be'), ('race', 'Race'), ('religion', 'Religion or belief'), ('sex', 'Sex'), ('sexual_orientation', 'Sexual orientation')], max_length=24)),
                ('what', people.encryption.EncryptedTextField()),
                ('taken_on', models.DateField()),
                ('noted_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['-taken_on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='QuickReport',
            fields=[
                ('incident', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='quick', serialize=False, to='incidents.incident')),
                ('whom', models.CharField(choices=[('me', 'Me'), ('colleague', 'A colleague'), ('several', 'Several of us')], max_length=12)),
                ('reach', people.encryption.EncryptedTextField(blank=True, help_text='The name or number that whoever sent it gave, if they did')),
                ('sent_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('mistake_at', models.DateTimeField(blank=True, help_text='When they said that it was a mistake', null=True)),
            ],
        ),
        migrations.CreateModel(
            name='RiddorDecision',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('asked_at', models.DateTimeField()),
                ('because', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('injury', 'A physical injury was reported'), ('specified', 'An injury was reported that may be a specified one'), ('over_three', 'Somebody could not do their normal work for more than 3 days'), ('over_seven', 'Somebody could not do their normal work for more than 7 days')], max_length=12), size=None)),
                ('found', models.CharField(blank=True, choices=[('specified', 'Reportable: a death or a specified injury'), ('over_seven', 'Reportable: over 7 days away from normal work'), ('over_three', 'Record only: over 3 days away from normal work'), ('no', 'Not reportable')], max_length=12)),
                ('why', people.encryption.EncryptedTextField(blank=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('reported_on', models.DateField(blank=True, null=True)),
                ('hse_reference', people.encryption.EncryptedTextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name='SafetyCross',
            fields=[
                ('team', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='safety_cross', serialize=False, to='people.team')),
                ('reminds', models.BooleanField(default=True, help_text='Whether missing handovers are told of')),
                ('wall_hash', models.CharField(blank=True, max_length=64, null=True, unique=True)),
                ('wall_since', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', people.encryption.EncryptedTextField()),
                ('query', people.encryption.EncryptedTextField(blank=True)),
                ('is_first', models.BooleanField(default=False, help_text='The list opens with it')),
                ('saved_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['-is_first', 'saved_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Series',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', people.encryption.EncryptedTextField()),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['-made_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='SeriesLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ShiftPattern',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField()),
                ('pattern', models.CharField(choices=[('three', 'Early, late and night'), ('long', 'Two long shifts'), ('day', 'One shift a day'), ('weekday', 'One shift, Monday to Friday')], max_length=12)),
            ],
            options={
                'ordering': ['starts_on'],
            },
        ),
        migrations.CreateModel(
            name='Update',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('affected', 'Told to those affected'), ('senior', 'Looked at by a senior manager')], default='affected', max_length=12)),
                ('words', people.encryption.EncryptedTextField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['at', 'id'],
            },
        ),
        migrations.RemoveIndex(
            model_name='incident',
            name='incident_occurred',
        ),
        migrations.AddField(
            model_name='allegedperpetrator',
            name='held_at',
            field=models.DateTimeField(blank=True, help_text='Since when nothing about them may be destroyed', null=True),
        ),
        migrations.AddField(
            model_name='allegedperpetrator',
            name='held_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='allegedperpetrator',
            name='held_why',
            field=people.encryption.EncryptedTextField(blank=True),
        ),
        migrations.AddField(
            model_name='historicalincident',
            name='cause',
            field=models.CharField(blank=True, choices=[('behavioural', 'Behavioural'), ('medical', 'Medically related'), ('not_known', 'Not known')], max_length=12),
        ),
        migrations.AddField(
            model_name='historicalincident',
            name='first_aid',
            field=models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('not_known', 'I do not know')], default='not_known', max_length=12),
        ),
        migrations.AddField(
            model_name='historicalincident',
            name='injuries',
            field=people.encryption.EncryptedTextField(blank=True),
        ),
        migrations.AddField(
            model_name='historicalincident',
            name='perceived_by',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('reporter', 'I think so'), ('person', 'The person it happened to thinks so'), ('other', 'Somebody else thinks so')], max_length=12), blank=True, default=list, size=None),
        ),
        migrations.AddField(
            model_name='historicalincident',
            name='police_reference',
            field=people.encryption.EncryptedTextField(blank=True),
        ),
        migrations.AddField(
            model_name='historicalincident',
            name='policy_version',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name='historicalincident',
            name='protected_to',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text="The only one who learns the reporter's name", null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalincident',
            name='reported_as',
            field=models.CharField(blank=True, choices=[('self', 'It happened to me'), ('saw', 'I was there'), ('manager', 'I manage somebody who was affected'), ('union', 'I am their union representative'), ('guardian', 'I am a Freedom to Speak Up guardian'), ('colleague', 'I am a colleague')], max_length=12),
        ),
        migrations.AddField(
            model_name='historicalincident',
            name='restraint',
            field=models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('not_known', 'I do not know')], default='not_known', max_length=12),
        ),
        migrations.AddField(
            model_name='historicalincident',
            name='setting',
            field=models.CharField(blank=True, choices=[('site', 'On a ward, in a clinic or another of our buildings'), ('outside', 'Outside our buildings, such as a car park'), ('home', 'In somebody’s home'), ('community', 'Somewhere else in the community'), ('travel', 'On the way, such as in a vehicle or on public transport'), ('phone', 'On the phone or a video call'), ('online', 'Online, by email, text or social media')], max_length=12),
        ),
        migrations.AddField(
            model_name='historicalincident',
            name='specified',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('death', 'Somebody died'), ('fracture', 'A broken bone, other than a finger, thumb or toe'), ('amputation', 'An arm, hand, finger, leg, foot or toe was lost'), ('sight', 'Sight was lost or is reduced'), ('crush', 'A crush injury to the head or body that harmed the brain or an organ'), ('burn', 'A serious burn or scald'), ('scalping', 'Scalping that needed hospital treatment'), ('unconscious', 'Somebody was knocked unconscious, or lost consciousness from lack of air')], max_length=16), blank=True, default=list, size=None),
        ),
        migrations.AddField(
            model_name='historicalincident',
            name='weapon_what',
            field=people.encryption.EncryptedTextField(blank=True),
        ),
        migrations.AddField(
            model_name='historicalincident',
            name='what_was_done',
            field=people.encryption.EncryptedTextField(blank=True),
        ),
        migrations.AddField(
            model_name='historicalincident',
            name='what_was_said',
            field=people.encryption.EncryptedTextField(blank=True),
        ),
        migrations.AddField(
            model_name='incident',
            name='cause',
            field=models.CharField(blank=True, choices=[('behavioural', 'Behavioural'), ('medical', 'Medically related'), ('not_known', 'Not known')], max_length=12),
        ),
        migrations.AddField(
            model_name='incident',
            name='first_aid',
            field=models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('not_known', 'I do not know')], default='not_known', max_length=12),
        ),
        migrations.AddField(
            model_name='incident',
            name='injuries',
            field=people.encryption.EncryptedTextField(blank=True),
        ),
        migrations.AddField(
            model_name='incident',
            name='perceived_by',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('reporter', 'I think so'), ('person', 'The person it happened to thinks so'), ('other', 'Somebody else thinks so')], max_length=12), blank=True, default=list, size=None),
        ),
        migrations.AddField(
            model_name='incident',
            name='police_reference',
            field=people.encryption.EncryptedTextField(blank=True),
        ),
        migrations.AddField(
            model_name='incident',
            name='policy_version',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name='incident',
            name='protected_to',
            field=models.ForeignKey(blank=True, help_text="The only one who learns the reporter's name", null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='incident',
            name='reported_as',
            field=models.CharField(blank=True, choices=[('self', 'It happened to me'), ('saw', 'I was there'), ('manager', 'I manage somebody who was affected'), ('union', 'I am their union representative'), ('guardian', 'I am a Freedom to Speak Up guardian'), ('colleague', 'I am a colleague')], max_length=12),
        ),
        migrations.AddField(
            model_name='incident',
            name='restraint',
            field=models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('not_known', 'I do not know')], default='not_known', max_length=12),
        ),
        migrations.AddField(
            model_name='incident',
            name='setting',
            field=models.CharField(blank=True, choices=[('site', 'On a ward, in a clinic or another of our buildings'), ('outside', 'Outside our buildings, such as a car park'), ('home', 'In somebody’s home'), ('community', 'Somewhere else in the community'), ('travel', 'On the way, such as in a vehicle or on public transport'), ('phone', 'On the phone or a video call'), ('online', 'Online, by email, text or social media')], max_length=12),
        ),
        migrations.AddField(
            model_name='incident',
            name='specified',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('death', 'Somebody died'), ('fracture', 'A broken bone, other than a finger, thumb or toe'), ('amputation', 'An arm, hand, finger, leg, foot or toe was lost'), ('sight', 'Sight was lost or is reduced'), ('crush', 'A crush injury to the head or body that harmed the brain or an organ'), ('burn', 'A serious burn or scald'), ('scalping', 'Scalping that needed hospital treatment'), ('unconscious', 'Somebody was knocked unconscious, or lost consciousness from lack of air')], max_length=16), blank=True, default=list, size=None),
        ),
        migrations.AddField(
            model_name='incident',
            name='weapon_what',
            field=people.encryption.EncryptedTextField(blank=True),
        ),
        migrations.AddField(
            model_name='incident',
            name='what_was_done',
            field=people.encryption.EncryptedTextField(blank=True),
        ),
        migrations.AddField(
            model_name='incident',
            name='what_was_said',
            field=people.encryption.EncryptedTextField(blank=True),
        ),
        migrations.AddField(
            model_name='involvedperson',
            name='consent',
            field=models.CharField(choices=[('own', 'They reported it themselves'), ('agreed', 'They agreed to be named'), ('not_asked', 'They have not been asked yet'), ('unnamed', 'They do not want to be named')], default='not_asked', max_length=12),
        ),
        migrations.AddField(
            model_name='involvedperson',
            name='is_named',
            field=models.BooleanField(default=True, help_text='Not while a few taps said only that somebody was'),
        ),
        migrations.AlterField(
            model_name='historicalincident',
            name='kinds',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('physical', 'Physical violence'), ('verbal', 'Verbal abuse'), ('threat', 'Threat or feeling threatened'), ('online', 'Online or digital abuse'), ('harassment', 'Harassment because of who you are'), ('sexual_harassment', 'Sexual harassment'), ('sexual_assault', 'Sexual assault'), ('indecent_exposure', 'Indecent exposure'), ('other', 'Something else')], max_length=24), size=None),
        ),
        migrations.AlterField(
            model_name='historicalincident',
            name='status',
            field=models.CharField(choices=[('holding', 'In the holding area'), ('reviewing', 'Being reviewed'), ('approving', 'Awaiting approval'), ('closed', 'Closed'), ('merged', 'Merged with another report')], default='holding', max_length=12),
        ),
        migrations.AlterField(
            model_name='incident',
            name='kinds',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('physical', 'Physical violence'), ('verbal', 'Verbal abuse'), ('threat', 'Threat or feeling threatened'), ('online', 'Online or digital abuse'), ('harassment', 'Harassment because of who you are'), ('sexual_harassment', 'Sexual harassment'), ('sexual_assault', 'Sexual assault'), ('indecent_exposure', 'Indecent exposure'), ('other', 'Something else')], max_length=24), size=None),
        ),
        migrations.AlterField(
            model_name='incident',
            name='status',
            field=models.CharField(choices=[('holding', 'In the holding area'), ('reviewing', 'Being reviewed'), ('approving', 'Awaiting approval'), ('closed', 'Closed'), ('merged', 'Merged with another report')], default='holding', max_length=12),
        ),
        migrations.AddIndex(
            model_name='incident',
            index=models.Index(fields=['-occurred_on', '-reported_at', '-id'], name='incident_occurred'),
        ),
        migrations.AddIndex(
            model_name='incident',
            index=models.Index(fields=['team', '-occurred_on'], name='incident_team_occurred'),
        ),
        migrations.AddIndex(
            model_name='incident',
            index=models.Index(condition=models.Q(('completed_at', None)), fields=['team', '-reported_at'], name='incident_stub'),
        ),
        migrations.AddConstraint(
            model_name='allegedperpetrator',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('held_at', None), ('held_by', None)), models.Q(('held_at__isnull', False), ('held_by__isnull', False)), _connector='OR'), name='alleged_held_by_somebody'),
        ),
        migrations.AddField(
            model_name='confidentialmessage',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='confidentialparcel',
            index=models.Index(fields=['receipt'], name='parcel_receipt'),
        ),
        migrations.AddIndex(
            model_name='confidentialparcel',
            index=models.Index(fields=['goes_at'], name='parcel_goes_at'),
        ),
        migrations.AddField(
            model_name='confidentialreport',
            name='let_in',
            field=models.ManyToManyField(blank=True, related_name='let_into_confidential', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='confidentialreport',
            name='recipient',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='confidentialmessage',
            name='report',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='incidents.confidentialreport'),
        ),
        migrations.AddField(
            model_name='confidentialfile',
            name='report',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='incidents.confidentialreport'),
        ),
        migrations.AddField(
            model_name='delay',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='duty',
            name='incident',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='duties', to='incidents.incident'),
        ),
        migrations.AddField(
            model_name='duty',
            name='owner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='duties', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='duty',
            name='team',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='duties', to='people.team'),
        ),
        migrations.AddField(
            model_name='evidence',
            name='added_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='evidence',
            name='incident',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='incidents.incident'),
        ),
        migrations.AddField(
            model_name='evidence',
            name='withdrawn_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='feedback',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='feedback',
            name='incident',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='feedback', to='incidents.incident'),
        ),
        migrations.AddField(
            model_name='feedback',
            name='to',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='footage',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='footage',
            name='incident',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='footage', to='incidents.incident'),
        ),
        migrations.AddField(
            model_name='footage',
            name='noted_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='footagedisclosure',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='footagedisclosure',
            name='footage',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disclosures', to='incidents.footage'),
        ),
        migrations.AddField(
            model_name='handovercheck',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='handovercheck',
            name='team',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='handovers', to='people.team'),
        ),
        migrations.AddField(
            model_name='historicalfootage',
            name='decided_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalfootage',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalfootage',
            name='incident',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='incidents.incident'),
        ),
        migrations.AddField(
            model_name='historicalfootage',
            name='noted_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalhandovercheck',
            name='by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalhandovercheck',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalhandovercheck',
            name='team',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='people.team'),
        ),
        migrations.AddField(
            model_name='historicalinvestigation',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalinvestigation',
            name='incident',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='incidents.incident'),
        ),
        migrations.AddField(
            model_name='historicalinvestigation',
            name='lead',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalprecaution',
            name='alleged',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='incidents.allegedperpetrator'),
        ),
        migrations.AddField(
            model_name='historicalprecaution',
            name='ended_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalprecaution',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalprecaution',
            name='incident',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='incidents.incident'),
        ),
        migrations.AddField(
            model_name='historicalprecaution',
            name='set_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalriddordecision',
            name='decided_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalriddordecision',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalriddordecision',
            name='incident',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='incidents.incident'),
        ),
        migrations.AddField(
            model_name='incidentmove',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='incidentmove',
            name='incident',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moves', to='incidents.incident'),
        ),
        migrations.AddField(
            model_name='investigation',
            name='incident',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='investigation', to='incidents.incident'),
        ),
        migrations.AddField(
            model_name='investigation',
            name='lead',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='investigation',
            name='listeners',
            field=models.ManyToManyField(blank=True, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='delay',
            name='investigation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='delays', to='incidents.investigation'),
        ),
        migrations.AddField(
            model_name='learning',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='learning',
            name='incident',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='learnings', to='incidents.incident'),
        ),
        migrations.AddField(
            model_name='mark',
            name='check_of',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='marks', to='incidents.handovercheck'),
        ),
        migrations.AddField(
            model_name='mark',
            name='checked_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='mark',
            name='incident',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='marks', to='incidents.incident'),
        ),
        migrations.AddField(
            model_name='mark',
            name='team',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='marks', to='people.team'),
        ),
        migrations.AddField(
            model_name='merge',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='merge',
            name='duplicate',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='merge', to='incidents.incident'),
        ),
        migrations.AddField(
            model_name='merge',
            name='into',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='incidents.incident'),
        ),
        migrations.AddField(
            model_name='otherprocess',
            name='incident',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='processes', to='incidents.incident'),
        ),
        migrations.AddField(
            model_name='otherprocess',
            name='noted_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='precaution',
            name='alleged',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='precautions', to='incidents.allegedperpetrator'),
        ),
        migrations.AddField(
            model_name='precaution',
            name='ended_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='precaution',
            name='incident',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='precautions', to='incidents.incident'),
        ),
        migrations.AddField(
            model_name='precaution',
            name='set_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='preventivestep',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='preventivestep',
            name='team',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.team'),
        ),
        migrations.AddField(
            model_name='riddordecision',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='riddordecision',
            name='incident',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='riddor', to='incidents.incident'),
        ),
        migrations.AddConstraint(
            model_name='safetycross',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('wall_hash', None), ('wall_since', None)), models.Q(('wall_hash__isnull', False), ('wall_since__isnull', False)), _connector='OR'), name='wall_has_a_secret_since_a_time'),
        ),
        migrations.AddField(
            model_name='savedview',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='saved_views', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='series',
            name='made_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='serieslink',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='serieslink',
            name='incident',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='series_links', to='incidents.incident'),
        ),
        migrations.AddField(
            model_name='serieslink',
            name='series',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links', to='incidents.series'),
        ),
        migrations.AddField(
            model_name='series',
            name='incidents',
            field=models.ManyToManyField(related_name='series', through='incidents.SeriesLink', to='incidents.incident'),
        ),
        migrations.AddField(
            model_name='shiftpattern',
            name='team',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shift_patterns', to='people.team'),
        ),
        migrations.AddField(
            model_name='update',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='update',
            name='investigation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='updates', to='incidents.investigation'),
        ),
        migrations.AddIndex(
            model_name='confidentialreport',
            index=models.Index(fields=['recipient', '-received_on', 'id'], name='confidential_newest'),
        ),
        migrations.AddConstraint(
            model_name='confidentialreport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('receipt', None), ('status', 'withdrawn')), models.Q(models.Q(('status', 'withdrawn'), _negated=True), ('receipt__isnull', False)), _connector='OR'), name='withdrawn_means_its_code_is_gone'),
        ),
        migrations.AddConstraint(
            model_name='confidentialreport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_on__isnull', False), ('status', 'closed'), models.Q(('outcome', ''), _negated=True)), models.Q(models.Q(('status', 'closed'), _negated=True), ('closed_on', None)), _connector='OR'), name='closed_confidential_has_outcome'),
        ),
        migrations.AddIndex(
            model_name='duty',
            index=models.Index(condition=models.Q(('kept_at', None)), fields=['chase_at'], name='duty_to_chase'),
        ),
        migrations.AddIndex(
            model_name='duty',
            index=models.Index(condition=models.Q(('kept_at', None)), fields=['owner', 'due_at'], name='duty_open_of_owner'),
        ),
        migrations.AddConstraint(
            model_name='duty',
            constraint=models.UniqueConstraint(fields=('key', 'subject'), name='one_duty_of_a_kind_a_subject'),
        ),
        migrations.AddConstraint(
            model_name='duty',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('chase_at__isnull', False), ('kept_at', None)), models.Q(('chase_at', None), ('kept_at__isnull', False)), _connector='OR'), name='duty_is_chased_until_it_is_kept'),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.UniqueConstraint(fields=('incident', 'number'), name='one_number_a_piece_of_evidence'),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_by', None)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='evidence_withdrawn_by_somebody'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='evidence',
            trigger=pgtrigger.compiler.Trigger(name='evidence_stays_as_it_was', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."incident_id" IS DISTINCT FROM (NEW."incident_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."shows" IS DISTINCT FROM (NEW."shows") OR OLD."content" IS DISTINCT FROM (NEW."content") OR OLD."added_by_id" IS DISTINCT FROM (NEW."added_by_id") OR OLD."added_at" IS DISTINCT FROM (NEW."added_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='8e5ef0f67b044dbe1ecf76b3d53021a316f8a3f4', operation='UPDATE', pgid='pgtrigger_evidence_stays_as_it_was_28764', table='incidents_evidence', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='feedback',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('to__isnull', False), ('way', 'reporter')), models.Q(models.Q(('way', 'reporter'), _negated=True), ('to', None)), _connector='OR'), name='feedback_to_a_reporter_names_them'),
        ),
        migrations.AddConstraint(
            model_name='feedback',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('is_for_affected', False), ('way', 'nobody'), ('words', '')), models.Q(('words', ''), _negated=True), _connector='OR'), name='feedback_says_something'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='feedback',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='46ae91cdb445c4282b6126f5c1bcb0076fcb7f63', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_03735', table='incidents_feedback', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='footage',
            constraint=models.CheckConstraint(condition=models.Q(('covers_from', None), ('covers_until', None), ('covers_until__gte', models.F('covers_from')), _connector='OR'), name='footage_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='footage',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('decision', '')), models.Q(models.Q(('decision', ''), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='footage_decided_by_somebody'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='footagedisclosure',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2f8505d32e5f50a34120165ac94dbd85fdbf3fab', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ad56d', table='incidents_footagedisclosure', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='handovercheck',
            index=models.Index(fields=['day', 'team'], name='handover_day'),
        ),
        migrations.AddConstraint(
            model_name='handovercheck',
            constraint=models.UniqueConstraint(fields=('team', 'day', 'shift'), name='one_handover_a_shift'),
        ),
        migrations.AddConstraint(
            model_name='handovercheck',
            constraint=models.CheckConstraint(condition=models.Q(('had_incidents', True), ('all_reported', ''), _connector='XOR'), name='reported_is_asked_of_incidents'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='historicalfootage',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='74c88b2ad78393426ae39ee42d10812ec312136f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_86068', table='incidents_historicalfootage', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='historicalhandovercheck',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4130ed360216b4ac866b7511bbb39c296321ddf7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9aae6', table='incidents_historicalhandovercheck', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='historicalinvestigation',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6919c8a5888dda80244297d4a0a2d0837e9a8199', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6bbdd', table='incidents_historicalinvestigation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='historicalprecaution',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8daf8f0e10bfc6bdd35127cf0139fe7ebd7e5835', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9eed5', table='incidents_historicalprecaution', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='historicalriddordecision',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='60e231eb133a033b6be9fb816af683bf8d7a10e0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_abcd9', table='incidents_historicalriddordecision', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incidentmove',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='915d8e0ccb2d48a8f4dca7a253790996939bd39b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ccdef', table='incidents_incidentmove', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='investigation',
            index=models.Index(condition=models.Q(('ended_at', None)), fields=['due_at', 'id'], name='investigation_open_by_due'),
        ),
        migrations.AddIndex(
            model_name='investigation',
            index=models.Index(condition=models.Q(('ended_at', None)), fields=['opened_at', 'id'], name='investigation_open_by_age'),
        ),
        migrations.AddConstraint(
            model_name='investigation',
            constraint=models.CheckConstraint(condition=models.Q(('ended_at', None), ('ended_at__gte', models.F('opened_at')), _connector='OR'), name='investigation_ends_after_it_opened'),
        ),
        migrations.AddConstraint(
            model_name='delay',
            constraint=models.CheckConstraint(condition=models.Q(('due_at__gt', models.F('was_due_at'))), name='a_delay_moves_the_date_on'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='delay',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9e0c02a170fe0d3628a2939acae7053d3143233b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b6f10', table='incidents_delay', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='learning',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e57fc7ef35be7a885825a43cc2af32d0dd1df617', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_03e05', table='incidents_learning', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='mark',
            index=models.Index(condition=models.Q(('withdrawn_at', None)), fields=['team', 'day'], name='mark_team_day'),
        ),
        migrations.AddIndex(
            model_name='mark',
            index=models.Index(condition=models.Q(('withdrawn_at', None)), fields=['day', 'team'], name='mark_day'),
        ),
        migrations.AddConstraint(
            model_name='mark',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('checked_at', None), ('checked_by', None)), models.Q(('checked_at__isnull', False), ('checked_by__isnull', False)), _connector='OR'), name='mark_is_checked_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='mark',
            constraint=models.CheckConstraint(condition=models.Q(('incident', None), ('is_elsewhere', False), _connector='OR'), name='mark_has_one_report'),
        ),
        migrations.AddConstraint(
            model_name='merge',
            constraint=models.CheckConstraint(condition=models.Q(('duplicate', models.F('into')), _negated=True), name='no_report_is_its_own_double'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='merge',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6cbcb697d5ca4f01b8bc01ab9a46859934774f6e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f78ba', table='incidents_merge', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='precaution',
            constraint=models.CheckConstraint(condition=models.Q(('review_on__gte', models.F('starts_on'))), name='precaution_is_reviewed_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='precaution',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('ended_by', None)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), _connector='OR'), name='precaution_ended_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='precaution',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('told', 'no'), ('told_on', None)), models.Q(models.Q(('told', 'no'), _negated=True), ('told_on__isnull', False)), _connector='OR'), name='precaution_told_on_a_day'),
        ),
        migrations.AddIndex(
            model_name='preventivestep',
            index=models.Index(fields=['team', '-taken_on', '-id'], name='preventive_step_of_team'),
        ),
        migrations.AddConstraint(
            model_name='riddordecision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('found', '')), models.Q(models.Q(('found', ''), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='riddor_decided_means_by_whom_and_when'),
        ),
        migrations.AddConstraint(
            model_name='riddordecision',
            constraint=models.CheckConstraint(condition=models.Q(('reported_on', None), ('found__in', ['specified', 'over_seven']), _connector='OR'), name='riddor_only_the_reportable_is_reported'),
        ),
        migrations.AddConstraint(
            model_name='savedview',
            constraint=models.UniqueConstraint(condition=models.Q(('is_first', True)), fields=('by',), name='one_first_view_a_person'),
        ),
        migrations.AddConstraint(
            model_name='serieslink',
            constraint=models.UniqueConstraint(fields=('series', 'incident'), name='once_in_a_series'),
        ),
        migrations.AddConstraint(
            model_name='shiftpattern',
            constraint=models.UniqueConstraint(fields=('team', 'starts_on'), name='one_pattern_a_team_a_day'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='update',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5a39ac0c203ed72304178a5b282fd49ec80a3b5f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6188c', table='incidents_update', when='BEFORE')),
        ),
    ]
