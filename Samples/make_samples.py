#!/usr/bin/env python3
"""Writes the sample notices in Samples/notices: eForms and TED_EXPORT R2.0.9, all invented.

No buyer, supplier or contract in them exists, and their publication numbers (990001 and up) lie above those
that the Official Journal gives out in a year. Run it again after changing the data; the same data give the
same files, byte for byte.
"""

import datetime
import pathlib
import uuid
from xml.sax.saxutils import escape

FOLDER = pathlib.Path(__file__).parent / "notices"
NOTE = "Sample notice written for Casebridge: buyer, suppliers and contract are invented."
SPACE = uuid.UUID("5d3c2b1a-0000-4000-8000-ca5eb21d9e00")

# country: alpha-3, eForms language, TED language, NUTS, currency, buyer, buyer's number, suppliers
COUNTRIES = {
    "IT": ("ITA", "ITA", "IT", "ITC11", "EUR", "Comune di Borgo Esempio", "IT-ESEMPIO-01",
           ["Ristorazione Esempio Srl", "Costruzioni Modello SpA", "Servizi Prova Scarl"]),
    "BG": ("BGR", "BUL", "BG", "BG411", "BGN", "Община Примерово", "BG-PRIMER-01",
           ["Пример Строй ЕООД", "Образец Сървис ООД", "Проба Доставки АД"]),
    "ES": ("ESP", "SPA", "ES", "ES300", "EUR", "Ayuntamiento de Villa Ejemplo", "ES-EJEMPLO-01",
           ["Obras Ejemplo SL", "Servicios Muestra SA", "Suministros Prueba SL"]),
    "RO": ("ROU", "RON", "RO", "RO321", "RON", "Primăria Orașului Exemplu", "RO-EXEMPLU-01",
           ["Exemplu Construct SRL", "Model Servicii SA", "Proba Distribuție SRL"]),
    "PL": ("POL", "POL", "PL", "PL911", "PLN", "Gmina Przykładowo", "PL-PRZYKLAD-01",
           ["Przykład Budowa Sp. z o.o.", "Wzór Usługi SA", "Próba Dostawy Sp. z o.o."]),
    "HU": ("HUN", "HUN", "HU", "HU110", "HUF", "Mintafalva Város Önkormányzata", "HU-MINTA-01",
           ["Minta Építő Kft.", "Példa Szolgáltató Zrt.", "Próba Kereskedelmi Kft."]),
    "FR": ("FRA", "FRA", "FR", "FRK26", "EUR", "Commune de Saint-Exemple", "FR-EXEMPLE-01",
           ["Travaux Exemple SARL", "Services Modèle SA", "Fournitures Essai SAS"]),
}

# One procedure a row. call: procedure, dispatch, days to the deadline, and what shortens or frames it.
# lots: title, CPV, estimate, and for the award tenders received, value, index of the winner (None: not awarded).
PROCEDURES = [
    dict(id="it-mense", country="IT", format="eforms", cpv="55524000",
         title="Servizio di refezione scolastica", procedure="open", dispatch="2024-03-04", days=21,
         esubmission="required", accelerated="false",
         lots=[("Scuole dell'infanzia", "55524000", 420000, 1, 417500, 0),
               ("Scuole primarie", "55524000", 610000, 2, 588000, 2)]),
    dict(id="it-strade", country="IT", format="eforms", cpv="45233141",
         title="Accordo quadro per la manutenzione delle strade comunali", procedure="restricted",
         dispatch="2024-05-06", days=16, esubmission="required", accelerated="true", framework=("fa-wo-rc", 1),
         lots=[("Manutenzione delle strade", "45233141", 1800000, 4, 1725000, 1)]),
    dict(id="it-archivio", country="IT", format="eforms", veat=True, cpv="72512000",
         title="Prosecuzione della gestione documentale", procedure="neg-wo-call", dispatch="2024-06-10",
         grounds="technical", lots=[("Gestione documentale", "72512000", 96000, None, 95000, 2)]),
    dict(id="it-illuminazione", country="IT", format="ted", cpv="34928500",
         title="Fornitura di apparecchi per l'illuminazione pubblica", procedure="PT_OPEN",
         dispatch="2021-02-01", days=38, esubmission=True,
         lots=[("Apparecchi a LED", "34928530", 240000, 5, 198400, 2)]),
    dict(id="bg-uchilishte", country="BG", format="eforms", cpv="45214210",
         title="Ремонт на основно училище", procedure="open", dispatch="2024-02-12", days=30,
         esubmission="required", accelerated="false",
         lots=[("Ремонт на сградата", "45214210", 950000, 1, 949000, 0)]),
    dict(id="bg-pochistvane", country="BG", format="ted", cpv="90610000",
         title="Почистване на улици и площади", procedure="PT_OPEN", dispatch="2021-04-12", days=35,
         esubmission=False,
         lots=[("Централна част", "90610000", 310000, 1, 309500, 1),
               ("Квартали", "90610000", 280000, 3, 251000, 2)]),
    dict(id="bg-softuer", country="BG", format="ted", veat=True, cpv="72267000",
         title="Поддръжка на общинска информационна система", procedure="PT_NEGOTIATED_WITHOUT_PUBLICATION",
         dispatch="2022-01-24", grounds="D_TECHNICAL", lots=[("Поддръжка", "72267000", 120000, None, 118000, 1)]),
    dict(id="es-parques", country="ES", format="eforms", cpv="77311000",
         title="Mantenimiento de parques y jardines", procedure="open", dispatch="2024-04-02", days=40,
         esubmission="required", accelerated="false",
         lots=[("Zona norte", "77311000", 380000, 5, 341000, 1), ("Zona sur", "77311000", 395000, 4, 352000, 0)]),
    dict(id="es-agua", country="ES", format="eforms", subtype="17", cpv="45232150",
         title="Renovación de la red de abastecimiento de agua", procedure="neg-w-call",
         dispatch="2024-07-01", days=14, esubmission="required", accelerated=None,
         lots=[("Renovación de la red", "45232150", 2600000, None, None, None)], award=False),
    dict(id="es-ambulancias", country="ES", format="ted", cpv="34114121",
         title="Suministro de ambulancias", procedure="PT_RESTRICTED", dispatch="2022-03-01", days=30,
         esubmission=True, lots=[("Ambulancias", "34114121", 720000, 2, 705000, 2)]),
    dict(id="ro-spital", country="RO", format="eforms", cpv="33100000",
         title="Echipamente medicale pentru spitalul orășenesc", procedure="open", dispatch="2024-01-15", days=33,
         esubmission="required", accelerated=None,
         lots=[("Aparate de radiologie", "33111000", 2100000, 1, 2095000, 2),
               ("Mobilier medical", "33192000", 340000, 3, 298000, 1)]),
    dict(id="ro-drum", country="RO", format="ted", cpv="45233120",
         title="Modernizarea drumului comunal", procedure="PT_OPEN", dispatch="2022-05-16", days=12,
         esubmission=True, accelerated=True, framework="SINGLE_OPERATOR",
         lots=[("Tronsonul A", "45233120", 3900000, 1, 3890000, 0),
               ("Tronsonul B", "45233120", 2700000, 3, 2450000, 1)]),
    dict(id="ro-consultanta", country="RO", format="ted", veat=True, cpv="71241000",
         title="Servicii de consultanță pentru studiul de fezabilitate",
         procedure="PT_NEGOTIATED_WITHOUT_PUBLICATION", dispatch="2022-06-20", grounds="D_PROTECT_RIGHTS",
         lots=[("Consultanță", "71241000", 260000, None, 255000, 1)]),
    dict(id="pl-odpady", country="PL", format="eforms", cpv="90511000",
         title="Odbiór i transport odpadów komunalnych", procedure="open", dispatch="2024-08-05", days=36,
         esubmission="required", accelerated="false",
         lots=[("Sektor I", "90511000", 1500000, 2, 1495000, 1), ("Sektor II", "90511000", 1400000, None, None, None)]),
    dict(id="pl-cieplo", country="PL", format="eforms", subtype="17", cpv="44163000",
         title="Dostawa rur do sieci ciepłowniczej", procedure="open", dispatch="2024-09-02", days=31,
         esubmission="required", accelerated="false", framework=("fa-w-rc", 3),
         lots=[("Rury preizolowane", "44163000", 880000, None, None, None)], award=False),
    dict(id="pl-autobusy", country="PL", format="ted", cpv="34121000",
         title="Dostawa autobusów miejskich", procedure="PT_OPEN", dispatch="2021-06-07", days=29,
         esubmission=True, lots=[("Autobusy elektryczne", "34121000", 9600000, "", 9450000, 2)]),
    dict(id="hu-ovoda", country="HU", format="eforms", cpv="45214100",
         title="Városi óvoda bővítése", procedure="open", dispatch="2024-10-01", days=18, esubmission="required",
         accelerated="true", lots=[("Építési munkák", "45214100", 310000000, 1, 309000000, 0)]),
    dict(id="hu-takaritas", country="HU", format="eforms", cpv="90919200",
         title="Közintézmények takarítása", procedure="neg-wo-call", dispatch="2024-11-04", grounds="urgency",
         call=False, lots=[("Takarítás", "90919200", 64000000, 1, 63800000, 1)]),
    dict(id="hu-kozvilagitas", country="HU", format="ted", cpv="50232100",
         title="Közvilágítás karbantartása", procedure="PT_COMPETITIVE_NEGOTIATION", dispatch="2022-09-05", days=31,
         esubmission=True, framework="SEVERAL_OPERATORS",
         lots=[("Karbantartás", "50232100", 88000000, 2, 86500000, 1)]),
    dict(id="fr-ecole", country="FR", format="eforms", cpv="45214200",
         title="Rénovation thermique du groupe scolaire", procedure="open", dispatch="2024-02-26", days=35,
         esubmission="allowed", accelerated="false",
         lots=[("Isolation", "45321000", 540000, 6, 497000, 0), ("Menuiseries", "45421000", 260000, 1, 258000, 2),
               ("Chauffage", "45331100", 310000, 3, 301000, 1)]),
    dict(id="fr-transport", country="FR", format="ted", cpv="60130000",
         title="Transport scolaire", procedure="PT_OPEN", dispatch="2021-03-08", days=25, esubmission=True,
         lots=[("Circuit est", "60130000", 190000, 1, 189000, 1), ("Circuit ouest", "60130000", 175000, 4, 158000, 2)]),
    dict(id="fr-logiciel", country="FR", format="eforms", veat=True, cpv="48000000",
         title="Maintenance du logiciel de gestion des cimetières", procedure="neg-wo-call",
         dispatch="2024-04-15", grounds="exc-right", lots=[("Maintenance", "48000000", 42000, None, 41500, 1)]),
    dict(id="fr-passerelle", country="FR", format="ted", cpv="45221113",
         title="Réparation d'urgence de la passerelle", procedure="PT_AWARD_CONTRACT_WITHOUT_CALL",
         dispatch="2022-11-07", grounds="D_EXTREME_URGENCY", call=False,
         lots=[("Réparation", "45221113", 130000, 1, 129000, 0)]),
]

PUBLISHED_AFTER = 3
E_ROOTS = {"cn": "ContractNotice", "can": "ContractAwardNotice", "veat": "ContractAwardNotice"}


def later(day, days):
    return (datetime.date.fromisoformat(day) + datetime.timedelta(days=days)).isoformat()


def issue_day(p, is_award):
    """An award notice follows its call by three months; whatever had no call goes out on the day of dispatch."""
    return later(p["dispatch"], 95) if is_award and p.get("call", True) else p["dispatch"]


class Numbers:
    """Publication numbers in order of writing, one row of numbers a format."""

    def __init__(self):
        self.next = {"eforms": 990000, "ted": 990000}

    def take(self, kind, published):
        """The next number; its year is that of the publication."""
        self.next[kind] += 1
        year = published[:4]
        return f"{self.next[kind]:08d}-{year}" if kind == "eforms" else f"{self.next[kind]}-{year}"


def write(number, text):
    name = number.replace("-", "_") + ".xml"
    (FOLDER / name).write_text(text, encoding="utf-8")


# eForms

def organisation(key, name, number, alpha3, language, nuts):
    return f"""
            <efac:Organization>
              <efac:Company>
                <cac:PartyIdentification><cbc:ID schemeName="organization">{key}</cbc:ID></cac:PartyIdentification>
                <cac:PartyName><cbc:Name languageID="{language}">{escape(name)}</cbc:Name></cac:PartyName>
                <cac:PostalAddress>
                  <cbc:CountrySubentityCode listName="nuts">{nuts}</cbc:CountrySubentityCode>
                  <cac:Country><cbc:IdentificationCode listName="country">{alpha3}</cbc:IdentificationCode></cac:Country>
                </cac:PostalAddress>
                <cac:PartyLegalEntity><cbc:CompanyID>{number}</cbc:CompanyID></cac:PartyLegalEntity>
              </efac:Company>
            </efac:Organization>"""


def eforms_result(p):
    currency = COUNTRIES[p["country"]][4]
    results, tenders, contracts, parties = [], [], [], []
    for n, (_, _, _, count, value, winner) in enumerate(p["lots"], 1):
        lot = f'<efac:TenderLot><cbc:ID schemeName="Lot">LOT-{n:04d}</cbc:ID></efac:TenderLot>'
        statistics = "" if count is None else f"""
              <efac:ReceivedSubmissionsStatistics>
                <efbc:StatisticsCode listName="received-submission-type">tenders</efbc:StatisticsCode>
                <efbc:StatisticsNumeric>{count}</efbc:StatisticsNumeric>
              </efac:ReceivedSubmissionsStatistics>"""
        if winner is None:
            results.append(f"""
            <efac:LotResult>
              <cbc:ID schemeName="result">RES-{n:04d}</cbc:ID>
              <cbc:TenderResultCode listName="winner-selection-status">clos-nw</cbc:TenderResultCode>
              <efac:DecisionReason>
                <efbc:DecisionReasonCode listName="non-award-justification">no-rece</efbc:DecisionReasonCode>
              </efac:DecisionReason>
              {lot}
            </efac:LotResult>""")
            continue
        results.append(f"""
            <efac:LotResult>
              <cbc:ID schemeName="result">RES-{n:04d}</cbc:ID>
              <cbc:TenderResultCode listName="winner-selection-status">selec-w</cbc:TenderResultCode>
              <efac:LotTender><cbc:ID schemeName="tender">TEN-{n:04d}</cbc:ID></efac:LotTender>{statistics}
              <efac:SettledContract><cbc:ID schemeName="contract">CON-{n:04d}</cbc:ID></efac:SettledContract>
              {lot}
            </efac:LotResult>""")
        tenders.append(f"""
            <efac:LotTender>
              <cbc:ID schemeName="tender">TEN-{n:04d}</cbc:ID>
              <cac:LegalMonetaryTotal><cbc:PayableAmount currencyID="{currency}">{value}</cbc:PayableAmount></cac:LegalMonetaryTotal>
              <efac:TenderingParty><cbc:ID schemeName="tendering-party">TPA-{n:04d}</cbc:ID></efac:TenderingParty>
              {lot}
            </efac:LotTender>""")
        contracts.append(f"""
            <efac:SettledContract>
              <cbc:ID schemeName="contract">CON-{n:04d}</cbc:ID>
              <cbc:AwardDate>{later(p["dispatch"], 70)}+01:00</cbc:AwardDate>
              <cbc:IssueDate>{later(p["dispatch"], 85)}+01:00</cbc:IssueDate>
              <efac:LotTender><cbc:ID schemeName="tender">TEN-{n:04d}</cbc:ID></efac:LotTender>
            </efac:SettledContract>""")
        parties.append(f"""
            <efac:TenderingParty>
              <cbc:ID schemeName="tendering-party">TPA-{n:04d}</cbc:ID>
              <efac:Tenderer><cbc:ID schemeName="organization">ORG-{winner + 2:04d}</cbc:ID></efac:Tenderer>
            </efac:TenderingParty>""")
    inner = "".join(results + tenders + contracts + parties)
    return f"\n          <efac:NoticeResult>{inner}\n          </efac:NoticeResult>"


def eforms_lot(p, n, kind):
    alpha3, language, _, nuts, currency, *_ = COUNTRIES[p["country"]]
    title, cpv, estimate, *_ = p["lots"][n - 1]
    framework = p.get("framework") if kind == "cn" else None
    call = ""
    if kind == "cn":
        period = "TenderSubmissionDeadlinePeriod" if p["procedure"] == "open" else "ParticipationRequestReceptionPeriod"
        deadline = later(p["dispatch"], p["days"])
        call = f"""
      <cbc:SubmissionMethodCode listName="esubmission">{p["esubmission"]}</cbc:SubmissionMethodCode>
      <cac:{period}><cbc:EndDate>{deadline}+01:00</cbc:EndDate><cbc:EndTime>12:00:00+01:00</cbc:EndTime></cac:{period}>"""
        if p["procedure"] == "open":
            call += f"""
      <cac:OpenTenderEvent><cbc:OccurrenceDate>{deadline}+01:00</cbc:OccurrenceDate></cac:OpenTenderEvent>"""
        if framework:
            call += f"""
      <cac:FrameworkAgreement><cbc:MaximumOperatorQuantity>{framework[1]}</cbc:MaximumOperatorQuantity></cac:FrameworkAgreement>"""
    code = framework[0] if framework else "none"
    return f"""
  <cac:ProcurementProjectLot>
    <cbc:ID schemeName="Lot">LOT-{n:04d}</cbc:ID>
    <cac:TenderingProcess>{call}
      <cac:ContractingSystem><cbc:ContractingSystemTypeCode listName="framework-agreement">{code}</cbc:ContractingSystemTypeCode></cac:ContractingSystem>
    </cac:TenderingProcess>
    <cac:ProcurementProject>
      <cbc:Name languageID="{language}">{escape(title)}</cbc:Name>
      <cbc:Description languageID="{language}">{escape(p["title"])}: {escape(title)} (sample)</cbc:Description>
      <cac:RequestedTenderTotal><cbc:EstimatedOverallContractAmount currencyID="{currency}">{estimate}</cbc:EstimatedOverallContractAmount></cac:RequestedTenderTotal>
      <cac:MainCommodityClassification><cbc:ItemClassificationCode listName="cpv">{cpv}</cbc:ItemClassificationCode></cac:MainCommodityClassification>
      <cac:RealizedLocation><cac:Address><cbc:CountrySubentityCode listName="nuts">{nuts}</cbc:CountrySubentityCode></cac:Address></cac:RealizedLocation>
      <cac:PlannedPeriod><cbc:DurationMeasure unitCode="MONTH">24</cbc:DurationMeasure></cac:PlannedPeriod>
    </cac:ProcurementProject>
  </cac:ProcurementProjectLot>"""


def eforms(p, kind, number, previous=None):
    alpha3, language, _, nuts, currency, buyer, buyer_number, suppliers = COUNTRIES[p["country"]]
    subtype = {"cn": p.get("subtype", "16"), "can": "29", "veat": "25"}[kind]
    notice_type = {"cn": ("competition", "cn-standard"), "can": ("result", "can-standard"),
                   "veat": ("dir-awa-pre", "veat")}[kind]
    issued = issue_day(p, kind == "can")
    organisations = organisation("ORG-0001", buyer, buyer_number, alpha3, language, nuts)
    if kind != "cn":
        for n, name in enumerate(suppliers, 2):
            organisations += organisation(f"ORG-{n:04d}", name, f"{p['country']}-SAMPLE-{n}", alpha3, language, nuts)
    result = eforms_result(p) if kind != "cn" else ""
    justification = ""
    if p.get("accelerated") and kind != "veat":
        justification += f"""
    <cac:ProcessJustification><cbc:ProcessReasonCode listName="accelerated-procedure">{p["accelerated"]}</cbc:ProcessReasonCode></cac:ProcessJustification>"""
    if p.get("grounds"):
        justification += f"""
    <cac:ProcessJustification><cbc:ProcessReasonCode listName="direct-award-justification">{p["grounds"]}</cbc:ProcessReasonCode></cac:ProcessJustification>"""
    reference = "" if previous is None else f"""
    <cac:NoticeDocumentReference><cbc:ID schemeName="ojs-notice-id">{previous}</cbc:ID></cac:NoticeDocumentReference>"""
    lots = "".join(eforms_lot(p, n, kind) for n in range(1, len(p["lots"]) + 1))
    root = E_ROOTS[kind]
    write(number, f"""<?xml version="1.0" encoding="UTF-8"?>
<!-- {NOTE} -->
<{root} xmlns="urn:oasis:names:specification:ubl:schema:xsd:{root}-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2" xmlns:ext="urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2" xmlns:efac="http://data.europa.eu/p27/eforms-ubl-extension-aggregate-components/1" xmlns:efbc="http://data.europa.eu/p27/eforms-ubl-extension-basic-components/1" xmlns:efext="http://data.europa.eu/p27/eforms-ubl-extensions/1">
  <ext:UBLExtensions>
    <ext:UBLExtension>
      <ext:ExtensionContent>
        <efext:EformsExtension>{result}
          <efac:NoticeSubType><cbc:SubTypeCode listName="notice-subtype">{subtype}</cbc:SubTypeCode></efac:NoticeSubType>
          <efac:Organizations>{organisations}
          </efac:Organizations>
          <efac:Publication>
            <efbc:NoticePublicationID schemeName="ojs-notice-id">{number}</efbc:NoticePublicationID>
            <efbc:PublicationDate>{later(issued, PUBLISHED_AFTER)}Z</efbc:PublicationDate>
          </efac:Publication>
        </efext:EformsExtension>
      </ext:ExtensionContent>
    </ext:UBLExtension>
  </ext:UBLExtensions>
  <cbc:UBLVersionID>2.3</cbc:UBLVersionID>
  <cbc:CustomizationID>eforms-sdk-1.10</cbc:CustomizationID>
  <cbc:ID schemeName="notice-id">{uuid.uuid5(SPACE, p["id"] + kind)}</cbc:ID>
  <cbc:ContractFolderID>{uuid.uuid5(SPACE, p["id"])}</cbc:ContractFolderID>
  <cbc:IssueDate>{issued}+01:00</cbc:IssueDate>
  <cbc:VersionID>01</cbc:VersionID>
  <cbc:RegulatoryDomain>{"32014L0025" if subtype == "17" else "32014L0024"}</cbc:RegulatoryDomain>
  <cbc:NoticeTypeCode listName="{notice_type[0]}">{notice_type[1]}</cbc:NoticeTypeCode>
  <cbc:NoticeLanguageCode>{language}</cbc:NoticeLanguageCode>
  <cac:ContractingParty><cac:Party><cac:PartyIdentification><cbc:ID schemeName="organization">ORG-0001</cbc:ID></cac:PartyIdentification></cac:Party></cac:ContractingParty>
  <cac:TenderingProcess>
    <cbc:ProcedureCode listName="procurement-procedure-type">{p["procedure"]}</cbc:ProcedureCode>{reference}{justification}
  </cac:TenderingProcess>
  <cac:ProcurementProject>
    <cbc:Name languageID="{language}">{escape(p["title"])} (sample)</cbc:Name>
    <cac:MainCommodityClassification><cbc:ItemClassificationCode listName="cpv">{p["cpv"]}</cbc:ItemClassificationCode></cac:MainCommodityClassification>
  </cac:ProcurementProject>{lots}
</{root}>
""")


# TED_EXPORT R2.0.9

def ted_lots(p, with_estimate):
    *_, nuts, currency, _, _, _ = COUNTRIES[p["country"]]
    lots = ""
    for n, (title, cpv, estimate, *_) in enumerate(p["lots"], 1):
        number = f"<LOT_NO>{n}</LOT_NO>" if len(p["lots"]) > 1 else ""
        value = f'<VAL_OBJECT CURRENCY="{currency}">{estimate}</VAL_OBJECT>' if with_estimate else ""
        lots += f"""
        <OBJECT_DESCR ITEM="{n}">
          <TITLE><P>{escape(title)}</P></TITLE>{number}
          <CPV_ADDITIONAL><CPV_CODE CODE="{cpv}"/></CPV_ADDITIONAL>
          <n2016:NUTS CODE="{nuts}"/>
          <SHORT_DESCR><P>{escape(p["title"])}: {escape(title)} (sample)</P></SHORT_DESCR>
          <AC><AC_PRICE/></AC>{value}
          <DURATION TYPE="MONTH">24</DURATION>
        </OBJECT_DESCR>"""
    return lots


def ted_awards(p):
    currency, suppliers = COUNTRIES[p["country"]][4], COUNTRIES[p["country"]][7]
    blocks = ""
    for n, (title, _, estimate, count, value, winner) in enumerate(p["lots"], 1):
        number = f"<LOT_NO>{n}</LOT_NO>" if len(p["lots"]) > 1 else ""
        tenders = f"<TENDERS><NB_TENDERS_RECEIVED>{count}</NB_TENDERS_RECEIVED></TENDERS>" if count else ""
        blocks += f"""
      <AWARD_CONTRACT ITEM="{n}">{number}
        <TITLE><P>{escape(title)}</P></TITLE>
        <AWARDED_CONTRACT>
          <DATE_CONCLUSION_CONTRACT>{later(p["dispatch"], 85)}</DATE_CONCLUSION_CONTRACT>
          {tenders}
          <CONTRACTORS><CONTRACTOR><ADDRESS_CONTRACTOR>
            <OFFICIALNAME>{escape(suppliers[winner])}</OFFICIALNAME>
            <NATIONALID>{p["country"]}-SAMPLE-{winner + 2}</NATIONALID>
            <COUNTRY VALUE="{p["country"]}"/>
          </ADDRESS_CONTRACTOR></CONTRACTOR></CONTRACTORS>
          <VALUES>
            <VAL_ESTIMATED_TOTAL CURRENCY="{currency}">{estimate}</VAL_ESTIMATED_TOTAL>
            <VAL_TOTAL CURRENCY="{currency}">{value}</VAL_TOTAL>
          </VALUES>
        </AWARDED_CONTRACT>
      </AWARD_CONTRACT>"""
    return blocks


def ted_procedure(p, form, previous):
    grounds = p.get("grounds")
    inner = f"<D_ACCORDANCE_ARTICLE><{grounds}/></D_ACCORDANCE_ARTICLE>" if grounds else ""
    lines = f"<{p['procedure']}>{inner}</{p['procedure']}>" if inner else f"<{p['procedure']}/>"
    if form == "F15":
        lines = f"<DIRECTIVE_2014_24_EU>{lines}</DIRECTIVE_2014_24_EU>"
    if p.get("accelerated"):
        lines += "<ACCELERATED_PROC><P>Urgenta (sample)</P></ACCELERATED_PROC>"
    if p.get("framework"):
        lines += f"<FRAMEWORK><{p['framework']}/></FRAMEWORK>" if form == "F02" else "<FRAMEWORK/>"
    if previous:
        number, year = previous.split("-")
        lines += f"<NOTICE_NUMBER_OJ>{year}/S 050-{number}</NOTICE_NUMBER_OJ>"
    if form == "F02":
        lines += f"<DATE_RECEIPT_TENDERS>{later(p['dispatch'], p['days'])}</DATE_RECEIPT_TENDERS>"
        if p["procedure"] == "PT_OPEN":
            opening = later(p["dispatch"], p["days"])
            lines += f"<OPENING_CONDITION><DATE_OPENING_TENDERS>{opening}</DATE_OPENING_TENDERS></OPENING_CONDITION>"
    return lines


def ted(p, form, number, previous=None):
    _, _, language, nuts, currency, buyer, buyer_number, _ = COUNTRIES[p["country"]]
    country = p["country"]
    issued = issue_day(p, form == "F03")
    awards = ted_awards(p) if form != "F02" else ""
    participation = "<URL_PARTICIPATION>https://example.org/tenders</URL_PARTICIPATION>" if (
        form == "F02" and p["esubmission"]) else ""
    document_type = {"F02": "3", "F03": "7", "F15": "V"}[form]
    write(number, f"""<?xml version="1.0" encoding="UTF-8"?>
<!-- {NOTE} -->
<TED_EXPORT xmlns="http://publications.europa.eu/resource/schema/ted/R2.0.9/publication" xmlns:n2016="http://publications.europa.eu/resource/schema/ted/2016/nuts" VERSION="R2.0.9.S04.E01" DOC_ID="{number}">
  <CODED_DATA_SECTION>
    <REF_OJS><COLL_OJ>S</COLL_OJ><NO_OJ>50</NO_OJ><DATE_PUB>{later(issued, PUBLISHED_AFTER).replace("-", "")}</DATE_PUB></REF_OJS>
    <NOTICE_DATA>
      <NO_DOC_OJS>{number.split("-")[1]}/S 050-{number.split("-")[0]}</NO_DOC_OJS>
      <LG_ORIG>{language}</LG_ORIG>
      <ISO_COUNTRY VALUE="{country}"/>
      <ORIGINAL_CPV CODE="{p["cpv"]}"/>
    </NOTICE_DATA>
    <CODIF_DATA><DS_DATE_DISPATCH>{issued.replace("-", "")}</DS_DATE_DISPATCH><TD_DOCUMENT_TYPE CODE="{document_type}"/></CODIF_DATA>
  </CODED_DATA_SECTION>
  <FORM_SECTION>
    <{form}_2014 CATEGORY="ORIGINAL" FORM="{form}" LG="{language}">
      <LEGAL_BASIS VALUE="32014L0024"/>
      <CONTRACTING_BODY>
        <ADDRESS_CONTRACTING_BODY>
          <OFFICIALNAME>{escape(buyer)}</OFFICIALNAME>
          <NATIONALID>{buyer_number}</NATIONALID>
          <COUNTRY VALUE="{country}"/>
          <n2016:NUTS CODE="{nuts}"/>
        </ADDRESS_CONTRACTING_BODY>{participation}
      </CONTRACTING_BODY>
      <OBJECT_CONTRACT>
        <TITLE><P>{escape(p["title"])} (sample)</P></TITLE>
        <CPV_MAIN><CPV_CODE CODE="{p["cpv"]}"/></CPV_MAIN>{ted_lots(p, form == "F02")}
      </OBJECT_CONTRACT>
      <PROCEDURE>{ted_procedure(p, form, previous)}</PROCEDURE>{awards}
      <COMPLEMENTARY_INFO><DATE_DISPATCH_NOTICE>{issued}</DATE_DISPATCH_NOTICE></COMPLEMENTARY_INFO>
    </{form}_2014>
  </FORM_SECTION>
</TED_EXPORT>
""")


def main():
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.xml"):
        old.unlink()
    numbers = Numbers()
    for p in PROCEDURES:
        make = eforms if p["format"] == "eforms" else ted
        names = {"eforms": ("cn", "can", "veat"), "ted": ("F02", "F03", "F15")}[p["format"]]
        if p.get("veat"):
            make(p, names[2], numbers.take(p["format"], later(issue_day(p, False), PUBLISHED_AFTER)))
            continue
        call = None
        if p.get("call", True):
            call = numbers.take(p["format"], later(issue_day(p, False), PUBLISHED_AFTER))
            make(p, names[0], call)
        if p.get("award", True):
            number = numbers.take(p["format"], later(issue_day(p, True), PUBLISHED_AFTER))
            make(p, names[1], number, call)


if __name__ == "__main__":
    main()
