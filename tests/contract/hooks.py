"""Hooks of schemathesis: changes name the version that there is, so that they come through to what they change; and who tries
the API out ends neither the own account nor the own session."""

import base64
import json
import os
import re
import uuid

import requests
import schemathesis
from schemathesis.core.parameters import ParameterLocation


CREDENTIAL = os.environ.get("TRIED_OUT_WITH")


def own(credential):
    """The account and the session behind an access token."""
    claims = json.loads(base64.urlsafe_b64decode(credential.split(".")[1] + "==="))
    return {claims["sub"], claims["sid"]}


def resource_of(path):
    """The address at which the version can be read of what an operation changes."""
    one = re.match(r"/api/v1/(tickets|accounts|services|teams)/[^/]+", path)
    if one:
        return one.group(0)
    return "/api/v1/settings" if path.startswith("/api/v1/settings") else path


def is_meant_wrong(case):
    places = (ParameterLocation.HEADER, ParameterLocation.PATH)
    return case.meta is not None and any(
        part.mode.is_negative for place, part in case.meta.components.items() if place in places
    )


@schemathesis.hook
def before_call(context, case, kwargs):
    if not CREDENTIAL:
        return
    if case.method.upper() in ("PATCH", "DELETE"):
        for name, value in (case.path_parameters or {}).items():
            if value in own(CREDENTIAL):
                case.path_parameters[name] = str(uuid.uuid4())
    takes_version = any(one.name == "If-Match" for one in case.operation.headers)
    if not takes_version or case.headers is None or is_meant_wrong(case):
        return
    address = case.operation.base_url.rstrip("/") + resource_of(case.formatted_path)
    seen = requests.get(address, headers={"Authorization": f"Bearer {CREDENTIAL}"}, timeout=30)
    if "ETag" in seen.headers:
        case.headers["If-Match"] = seen.headers["ETag"]
