"""Parses FHIR R4 resources, one in each line, with the models of fhir.resources.

Bundles hold resources, which are parsed by the models of their own types, too.
"""

import json
import sys

from fhir.resources.R4B import get_fhir_model_class


def parse(resource):
    get_fhir_model_class(resource["resourceType"]).model_validate(resource)
    return 1 + sum(parse(entry["resource"]) for entry in resource.get("entry", []))


print(sum(parse(json.loads(line)) for line in sys.stdin))
