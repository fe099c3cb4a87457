/// Notices as text, with the parts that a test wants in their places; all invented.
enum NoticeText {
    /// An eForms document.
    static func eforms(
        root: String = "ContractNotice", `extension`: String = "", header: String = "", body: String = ""
    ) -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <\(root) xmlns="urn:x:root" xmlns:cac="urn:x:cac" xmlns:cbc="urn:x:cbc" xmlns:ext="urn:x:ext" \
        xmlns:efac="urn:x:efac" xmlns:efbc="urn:x:efbc" xmlns:efext="urn:x:efext">
        <ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent><efext:EformsExtension>\(`extension`)
        </efext:EformsExtension></ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>
        <cbc:CustomizationID>eforms-sdk-1.10</cbc:CustomizationID>\(header)\(body)
        </\(root)>
        """
    }

    /// The extension's usual part: subtype and publication.
    static func published(_ subtype: String) -> String {
        """
        <efac:NoticeSubType><cbc:SubTypeCode>\(subtype)</cbc:SubTypeCode></efac:NoticeSubType>
        <efac:Publication><efbc:NoticePublicationID>00990001-2024</efbc:NoticePublicationID>
        <efbc:PublicationDate>2024-03-05Z</efbc:PublicationDate></efac:Publication>
        """
    }

    /// A lot of an eForms document with what stands in its tendering process and project.
    static func lot(_ key: String, process: String = "", project: String = "", scheme: String = "Lot")
        -> String
    {
        """
        <cac:ProcurementProjectLot><cbc:ID schemeName="\(scheme)">\(key)</cbc:ID>
        <cac:TenderingProcess>\(process)</cac:TenderingProcess>
        <cac:ProcurementProject>\(project)</cac:ProcurementProject></cac:ProcurementProjectLot>
        """
    }

    /// A TED_EXPORT document with one original form of R2.0.9.
    static func ted(_ form: String, _ body: String, before: String = "", number: String = "990001-2022")
        -> String
    {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <TED_EXPORT xmlns="urn:x:ted" VERSION="R2.0.9.S04.E01" DOC_ID="\(number)">
        <CODED_DATA_SECTION><REF_OJS><DATE_PUB>20220304</DATE_PUB></REF_OJS>
        <NOTICE_DATA><ISO_COUNTRY VALUE="UK"/></NOTICE_DATA></CODED_DATA_SECTION>
        <FORM_SECTION>\(before)<\(form)_2014 CATEGORY="ORIGINAL" FORM="\(form)" LG="EN">\(body)</\(form)_2014>
        </FORM_SECTION></TED_EXPORT>
        """
    }

    /// A TED_EXPORT document with one original form of R2.0.8.
    static func ted208(_ element: String, _ body: String) -> String {
        """
        <TED_EXPORT xmlns="urn:x:ted" DOC_ID="990001-2016"><FORM_SECTION>
        <\(element) CATEGORY="ORIGINAL" FORM="17" LG="PL" VERSION="R2.0.8.S05.E01">
        <FD_\(element)>\(body)</FD_\(element)></\(element)></FORM_SECTION></TED_EXPORT>
        """
    }
}
