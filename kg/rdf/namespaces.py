"""The only prefix table, and the few terms that code names, as closed namespaces: a typo fails at once."""

from collections.abc import Iterable, Mapping

from pyoxigraph import NamedNode

PREFIXES: Mapping[str, str] = {
    "adms": "http://www.w3.org/ns/adms#",
    "cv": "http://data.europa.eu/m8g/",
    "dash": "http://datashapes.org/dash#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dcterms": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "eurio": "http://data.europa.eu/s66#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "nuts": "http://data.europa.eu/nuts/code/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "sdg": "http://metadata.un.org/sdg/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
    "wd": "http://www.wikidata.org/entity/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def prefixes(base_iri: str) -> dict[str, str]:
    """Every prefix of the house, our own `samv:` among them.

    >>> prefixes("https://example.org/")["samv"]
    'https://example.org/ns#'
    """
    return dict(sorted({**PREFIXES, "samv": base_iri + "ns#"}.items()))


class Namespace:
    """A closed vocabulary: `DCTERMS.title` is a term, `DCTERMS.titel` an AttributeError.

    >>> Namespace("rdf", ("type",)).type.value
    'http://www.w3.org/1999/02/22-rdf-syntax-ns#type'
    """

    def __init__(self, prefix: str, terms: Iterable[str]) -> None:
        self.iri = PREFIXES[prefix]
        self._prefix = prefix
        self._terms = {term: NamedNode(self.iri + term) for term in terms}

    def __getattr__(self, term: str) -> NamedNode:
        found = self.__dict__.get("_terms", {}).get(term)
        if found is None:
            raise AttributeError(f"no term {term!r} in the namespace {self.__dict__.get('_prefix')!r}")
        return NamedNode(found.value)


def _terms(prefix: str, words: str) -> Namespace:
    return Namespace(prefix, words.split())


RDF = _terms("rdf", "type langString first rest nil Property")
RDFS = _terms("rdfs", "Class Resource Datatype label comment domain range subClassOf subPropertyOf isDefinedBy seeAlso")
OWL = _terms("owl", "Class ObjectProperty DatatypeProperty AnnotationProperty Ontology sameAs versionInfo deprecated")
XSD = _terms(
    "xsd",
    "string integer decimal double float boolean date dateTime gYear gYearMonth anyURI duration "
    "int long short byte nonNegativeInteger positiveInteger nonPositiveInteger negativeInteger "
    "unsignedInt unsignedLong unsignedShort unsignedByte hexBinary time",
)
SKOS = _terms(
    "skos",
    "Concept ConceptScheme prefLabel altLabel hiddenLabel definition example note notation scopeNote inScheme "
    "topConceptOf hasTopConcept broader narrower related closeMatch exactMatch broadMatch narrowMatch relatedMatch",
)
DCTERMS = _terms(
    "dcterms",
    "title alternative abstract description identifier source publisher creator issued modified dateAccepted "
    "spatial temporal license rights language format type isPartOf hasPart conformsTo accessRights "
    "accrualPeriodicity provenance ProvenanceStatement subject created relation LicenseDocument MediaType PeriodOfTime "
    "ProvenanceStatement RightsStatement Standard "
    "isReplacedBy replaces",
)
DCAT = _terms(
    "dcat",
    "Catalog CatalogRecord Dataset Distribution DataService DatasetSeries dataset service distribution record "
    "accessURL downloadURL accessService servesDataset endpointURL endpointDescription byteSize mediaType "
    "keyword theme themeTaxonomy contactPoint landingPage startDate endDate version previousVersion inSeries "
    "first last prev compressFormat packageFormat",
)
FOAF = _terms("foaf", "Agent Document Organization name page homepage primaryTopic isPrimaryTopicOf mbox")
PROV = _terms(
    "prov",
    "Activity Entity Agent Association SoftwareAgent hadPrimarySource wasDerivedFrom wasAttributedTo "
    "wasGeneratedBy generatedAtTime wasRevisionOf used startedAtTime endedAtTime wasAssociatedWith value "
    "wasInvalidatedBy invalidatedAtTime",
)
VCARD = _terms("vcard", "Kind Organization Individual fn hasEmail hasURL Email")
SPDX = _terms("spdx", "Checksum checksum checksumValue algorithm checksumAlgorithm_sha256")
DCATAP = _terms("dcatap", "availability applicableLegislation")
VOID = _terms(
    "void",
    "Dataset Linkset DatasetDescription triples entities classes properties documents distinctSubjects "
    "distinctObjects classPartition propertyPartition class property sparqlEndpoint dataDump vocabulary "
    "uriSpace uriRegexPattern exampleResource subset feature inDataset target subjectsTarget objectsTarget "
    "linkPredicate rootResource",
)
SD = _terms(
    "sd",
    "Service endpoint supportedLanguage resultFormat inputFormat feature defaultDataset Dataset defaultGraph "
    "namedGraph NamedGraph Graph name graph SPARQL11Query UnionDefaultGraph url",
)
SH = _terms(
    "sh",
    "NodeShape PropertyShape PropertyGroup property path name description order group datatype class node "
    "nodeKind minCount maxCount pattern severity Violation Warning Info message targetClass declare prefix "
    "namespace prefixes inversePath ValidationReport ValidationResult conforms result focusNode resultPath "
    "resultMessage resultSeverity sourceShape sourceConstraintComponent value resultPropertyNode select sparql "
    "sourceConstraint detail alternativePath hasValue minInclusive maxInclusive uniqueLang defaultValue",
)
DASH = _terms("dash", "singleLine readOnly")
GEO = _terms("geo", "lat long")
QB = _terms("qb", "DataSet Observation dataSet structure")
ORG = _terms("org", "Organization Membership OrganizationalCollaboration unitOf")
EDTF = _terms("edtf", "EDTF")
ADMS = _terms("adms", "identifier status")
