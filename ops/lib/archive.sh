# shellcheck shell=bash disable=SC2154
# The parts of a backup: written by ops/backup, read by ops/restore. Sourced after places.sh and cluster.sh.
#   manifest.age   facts, and the SHA-256 of each other part as it lies there
#   database.age   pg_dump's custom format, as of one moment
#   roles.age      the roles of Casebridge, with their passwords as PostgreSQL keeps them
#   evidence.age   a tar of the files that rows name at that moment
#   keys.age       a tar of the two keys, when that was asked for

encrypt_to() { age --encrypt --recipients-file "$recipients" --output "$1"; }

store_address() { printf 'host=%s port=5432 dbname=%s user=postgres' "$socket" "$1"; }

# Writes the dump, and into `files` and `facts` what its rows name: all in one snapshot, since a dossier's
# file changes when it is packaged. The secret that signs identities stays out: ops/restore makes a new one.
dump_database() {
    local snapshot_id facts_query files_query
    # The epoch of transaction ids: a restored store must count on from behind it, or the ledger passes events over.
    facts_query="SELECT format('epoch %s', (pg_snapshot_xmax(pg_current_snapshot())::text::numeric / 4294967296)::bigint);
        SELECT format('events %s', count(*)) FROM casebridge.audit_event;
        SELECT format('migration %s', max(number)) FROM public.schema_migration;"
    files_query="SELECT 'file ' || right(id::text, 2) || '/' || id FROM (SELECT id FROM casebridge.evidence
        UNION SELECT file_id FROM casebridge.dossier WHERE file_id IS NOT NULL) f (id) ORDER BY 1;"
    coproc snapshot {
        as_service "$pg_bin/psql" --no-psqlrc -qAt --set ON_ERROR_STOP=1 "$(store_address casebridge)"
    }
    # shellcheck disable=SC2154  # coproc sets it
    local reading=${snapshot[0]} writing=${snapshot[1]}
    printf 'BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY;\nSELECT pg_export_snapshot();\n' >&"$writing"
    IFS= read -r snapshot_id <&"$reading" || return
    as_service "$pg_bin/pg_dump" --dbname "$(store_address casebridge)" --snapshot "$snapshot_id" --format custom \
        --exclude-table-data casebridge.identity_secret --verbose | encrypt_to database.age || return
    printf '%s\n%s\n\\q\n' "$facts_query" "$files_query" >&"$writing"
    sed -n -e 's/^file //w files' -e '/^\(epoch\|events\|migration\) /w facts' <&"$reading"
    [ "$(wc -l <facts)" -eq 3 ]
}

# Only our own roles: the superuser is the other cluster's own.
dump_roles() {
    as_service "$pg_bin/pg_dumpall" --dbname "$(store_address postgres)" --roles-only |
        grep -E '^(CREATE|ALTER) ROLE casebridge_|^GRANT casebridge_' | encrypt_to roles.age
}

dump_evidence() {
    tar --create --directory "$state/evidence" --files-from files --checkpoint=2000 \
        --checkpoint-action=echo='%{}T' | encrypt_to evidence.age
}

dump_keys() {
    tar --create --directory "$state/keys" master ledger | encrypt_to keys.age
}

# The parts are read back for it, so that what the disk did not keep is found now.
write_manifest() {
    {
        echo "casebridge-backup 1"
        echo "made $(date -u +%Y-%m-%dT%H:%M:%SZ)"
        cat facts
        echo "files $(wc -l <files)"
        sha256sum "${parts[@]}" | sed 's/^/part /'
    } | encrypt_to manifest.age
}

# A part of the backup in the clear, on standard output. What was changed or cut ends with an error.
decrypt() { age --decrypt --identity "$identity" "$backup/$1"; }

# `fact NAME`: from the manifest that `read_manifest` has read.
fact() { sed -n "s/^$1 //p" <<<"$manifest"; }

# Leaves the manifest in `manifest`; what is wrong is said in the words of age.
read_manifest() {
    manifest=$(decrypt manifest.age 2>&1) || {
        printf '%s\n' "$manifest" >&2
        return 1
    }
}

check_parts() {
    (cd "$backup" && fact part | sha256sum --check --strict)
}
