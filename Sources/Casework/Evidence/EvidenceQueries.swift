import Foundation
import Postgres

enum EvidenceQueries {
    static func begin(_ report: UUID, newWrappedKey: [UInt8]) -> SQL {
        "SELECT casebridge.begin_evidence(\(report), \(newWrappedKey)) AS answer"
    }

    static func add(_ report: UUID, _ new: NewEvidence) -> SQL {
        """
        SELECT casebridge.add_evidence(\(report), \(new.id), \(new.title), \(new.origin), \(new.fileName),
            \(new.mediaType), \(new.file.size), \(new.file.sha256)) AS answer
        """
    }

    static func read(_ id: UUID) -> SQL { "SELECT casebridge.read_evidence(\(id)) AS answer" }

    static func readDossier(_ referral: UUID) -> SQL {
        "SELECT casebridge.read_dossier(\(referral)) AS answer"
    }
}

/// A piece of evidence whose file is on disk and whose row is not yet written.
struct NewEvidence: Sendable {
    let id: UUID
    let title: String
    let origin: String
    let fileName: String
    let mediaType: String
    let file: StoredFile
}
