import Foundation
import Ledger

/// Signs dossiers with the installation's ledger key.
public struct DossierSealer: Sendable {
    private let signer: SignerKey

    /// Signs with this key.
    public init(signer: SignerKey) { self.signer = signer }

    /// The signature of a manifest, as `manifest.sig` holds it.
    func signature(of manifest: [UInt8]) throws -> [UInt8] {
        try DossierPackage.signature(ofManifest: manifest, by: signer)
    }
}
