import Accounts
import Foundation
import Postgres
import Web

/// Everything the features stand on, made once at start.
public struct Casework: Sendable {
    /// Templates, locales, settings.
    public let frame: Frame
    /// Where requests meet PostgreSQL.
    public let desk: Desk
    /// Exchanges passwords and codes for sessions.
    public let door: Door
    /// The questionnaires.
    public let forms: LoadedForms
    /// Files of evidence and dossiers, encrypted.
    public let store: EvidenceStore
    /// Signs dossiers.
    public let sealer: DossierSealer
    /// Largest file that a person may upload, in bytes.
    public let largestUpload: Int
    /// Whether this place sends mails.
    public let hasMail: Bool

    /// Parts as given.
    public init(
        frame: Frame, desk: Desk, door: Door, forms: LoadedForms, store: EvidenceStore,
        sealer: DossierSealer,
        largestUpload: Int, hasMail: Bool
    ) {
        self.frame = frame
        self.desk = desk
        self.door = door
        self.forms = forms
        self.store = store
        self.sealer = sealer
        self.largestUpload = largestUpload
        self.hasMail = hasMail
    }

    /// Registers every feature's API and pages.
    public func add(to routes: Routes) {
        addAPI(to: routes)
        addPages(to: routes)
    }

    private func addAPI(to routes: Routes) {
        ContractsAPI(desk: desk).add(to: routes)
        PartiesAPI(desk: desk).add(to: routes)
        CasesAPI(desk: desk).add(to: routes)
        MovesAPI(desk: desk, seal: { [sealing] in try await sealing.run($0, $1) }).add(to: routes)
        AssignmentsAPI(desk: desk).add(to: routes)
        PeopleAPI(desk: desk).add(to: routes)
        ProfileAPI(desk: desk, locales: frame.locales).add(to: routes)
        ConductAPI(desk: desk).add(to: routes)
        InvitationsAPI(desk: desk, hasMail: hasMail).add(to: routes)
        SessionsAPI(desk: desk).add(to: routes)
        PasswordAPI(desk: desk, change: door.passwordChange).add(to: routes)
        ReportsAPI(desk: desk, forms: forms).add(to: routes)
        EvidenceAPI(upload: upload, reading: reading).add(to: routes)
        CommentsAPI(desk: desk).add(to: routes)
        VerdictsAPI(desk: desk, forms: forms).add(to: routes)
        ReferralsAPI(desk: desk).add(to: routes)
        DossierAPI(reading: reading).add(to: routes)
        AuthoritiesAPI(desk: desk).add(to: routes)
        CalendarAPI(desk: desk).add(to: routes)
        if frame.settings.publishesContracts { PublicAPI(desk: desk).add(to: routes) }
        StatisticsAPI(desk: desk).add(to: routes)
        DeskAPI(desk: desk).add(to: routes)
        AuditAPI(desk: desk).add(to: routes)
    }

    var sealing: SealReferral {
        SealReferral(
            desk: desk, store: store, sealer: sealer, document: DossierDocument(frame: frame), forms: forms)
    }
    var upload: UploadEvidence { UploadEvidence(desk: desk, store: store, largest: largestUpload) }
    var reading: ReadStoredFile { ReadStoredFile(desk: desk, store: store) }
}
