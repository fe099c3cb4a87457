import Foundation

/// What a sealed dossier consists of: `manifest.json`.
public struct DossierManifest: Hashable, Sendable, Codable {
    /// The version of this format: 1.
    public let version: Int
    /// The dossier's id.
    public let dossierID: String
    /// The id of the referral it was sealed for.
    public let referralID: String
    /// The digest that two people approved, 64 hexadecimal digits.
    public let contentDigest: String
    /// Every file but the four that seal the package, sorted by path.
    public let parts: [Part]

    /// One file as the manifest names it.
    public struct Part: Hashable, Sendable, Codable {
        /// The file's path in the package.
        public let path: String
        /// SHA-256 of its content, 64 hexadecimal digits.
        public let sha256: String
        /// Its length in bytes.
        public let size: Int
        /// Its media type, such as `application/pdf`.
        public let mediaType: String

        /// Takes what is known of a file that need not be in memory.
        public init(path: String, sha256: Hash256, size: Int, mediaType: String) {
            (self.path, self.sha256, self.size, self.mediaType) = (path, sha256.hex, size, mediaType)
        }

        enum CodingKeys: String, CodingKey {
            case path, sha256, size
            case mediaType = "media_type"
        }
    }

    enum CodingKeys: String, CodingKey {
        case version, parts
        case dossierID = "dossier_id"
        case referralID = "referral_id"
        case contentDigest = "content_digest"
    }

    /// Describes a package; the parts may come in any order.
    public init(dossierID: String, referralID: String, contentDigest: Hash256, parts: [Part]) {
        version = DossierManifest.currentVersion
        self.dossierID = dossierID
        self.referralID = referralID
        self.contentDigest = contentDigest.hex
        self.parts = parts.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }

    /// Reads `manifest.json`; nil when malformed, of another version, or with an unsafe or repeated path.
    public init?(parsing bytes: [UInt8]) {
        guard let manifest = try? JSONDecoder().decode(DossierManifest.self, from: Data(bytes)),
            manifest.version == DossierManifest.currentVersion,
            manifest.parts.allSatisfy({ PackagePart.isSafe($0.path) }),
            Set(manifest.parts.map { Array($0.path.utf8) }).count == manifest.parts.count
        else { return nil }
        self = manifest
    }

    /// The bytes of `manifest.json`: one line of JSON with sorted keys and sorted paths.
    public func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self))
    }

    static let currentVersion = 1
}
