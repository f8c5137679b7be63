"""How gunicorn serves the site: it reads this file when it is started from this folder.

No access log is kept. Whoever turns one on (--access-logfile=-) gets lines without address or browser, and none at all
for the routes that ask for no account (config/web_log.py, security.md B4).
"""

logger_class = "config.web_log.WebLog"
accesslog = None
access_log_format = "%(t)s %(m)s %(U)s %(s)s %(M)sms"
