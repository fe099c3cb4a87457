// Command verify checks a Casebridge transparency log with none of Casebridge's code: signatures by
// golang.org/x/mod/sumdb/note, trees and proofs by golang.org/x/mod/sumdb/tlog.
//
//	GO111MODULE=off GOPATH=/usr/share/gocode go run verify.go -key VKEY -log DIRECTORY-OR-URL
//
// It exits with 1 and one line on standard error at the first thing that does not hold.
package main

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

var (
	key         = flag.String("key", "", "verifier key of the log: name+id+base64")
	base        = flag.String("log", "", "the log's folder or its http(s) address, as served under /ledger")
	newer       = flag.String("checkpoint", "", "file of the checkpoint to check (default: the log's own)")
	older       = flag.String("old", "", "file of an older checkpoint that the log must have grown from")
	consistency = flag.String("consistency", "", "file of a consistency proof from -old, one base64 hash a line")
	proof       = flag.String("proof", "", "file of an offline proof (.tlog-proof)")
	entry       = flag.String("entry", "", "the entry that -proof is about, in hexadecimal")
	every       = flag.Int64("every", 1, "prove every n-th entry's inclusion, and the last one's")
)

func main() {
	flag.Parse()
	if err := verify(); err != nil {
		fmt.Fprintln(os.Stderr, "refused:", err)
		os.Exit(1)
	}
}

func verify() error {
	verifier, err := note.NewVerifier(*key)
	if err != nil {
		return fmt.Errorf("verifier key: %w", err)
	}
	if *proof != "" {
		if err := checkOffline(verifier); err != nil {
			return fmt.Errorf("offline proof: %w", err)
		}
	}
	if *base == "" {
		return nil
	}
	tree, err := currentTree(verifier)
	if err != nil {
		return fmt.Errorf("checkpoint: %w", err)
	}
	if err := checkEntries(tree); err != nil {
		return fmt.Errorf("entries: %w", err)
	}
	if *older != "" {
		if err := checkGrowth(verifier, tree); err != nil {
			return fmt.Errorf("consistency: %w", err)
		}
	}
	fmt.Println("accepted", tree.N, tree.Hash)
	return nil
}

func currentTree(verifier note.Verifier) (tlog.Tree, error) {
	if *newer != "" {
		return openFile(verifier, *newer)
	}
	message, err := fetch("checkpoint")
	if err != nil {
		return tlog.Tree{}, err
	}
	return openCheckpoint(verifier, message)
}

func openFile(verifier note.Verifier, path string) (tlog.Tree, error) {
	message, err := os.ReadFile(path)
	if err != nil {
		return tlog.Tree{}, err
	}
	return openCheckpoint(verifier, message)
}

// openCheckpoint reads origin, size and root below a valid signature of the log itself.
func openCheckpoint(verifier note.Verifier, message []byte) (tree tlog.Tree, err error) {
	signed, err := note.Open(message, note.VerifierList(verifier))
	if err != nil {
		return tree, err
	}
	lines := strings.Split(signed.Text, "\n")
	if len(lines) < 4 || lines[0] != verifier.Name() {
		return tree, errors.New("not a checkpoint of " + verifier.Name())
	}
	if tree.N, err = strconv.ParseInt(lines[1], 10, 64); err != nil {
		return tree, err
	}
	tree.Hash, err = tlog.ParseHash(lines[2])
	return tree, err
}

// checkEntries compares each entry of the bundles with its authenticated leaf hash and proves some of them.
func checkEntries(tree tlog.Tree) error {
	if tree.N == 0 {
		return nil
	}
	hashes := tlog.TileHashReader(tree, tiles{})
	for start := int64(0); start < tree.N; start += 256 {
		if err := checkBundle(tree, hashes, start); err != nil {
			return err
		}
	}
	return nil
}

func checkBundle(tree tlog.Tree, hashes tlog.HashReader, start int64) error {
	bundle := tlog.Tile{H: 8, L: 0, N: start / 256, W: int(min(256, tree.N-start))}
	data, err := fetch(strings.Replace(logPath(bundle), "tile/0/", "tile/entries/", 1))
	if err != nil {
		return err
	}
	for index := start; index < start+int64(bundle.W); index++ {
		if len(data) < 2 || len(data) < 2+int(binary.BigEndian.Uint16(data)) {
			return fmt.Errorf("entry %d is cut short", index)
		}
		end := 2 + int(binary.BigEndian.Uint16(data))
		if err := checkEntry(tree, hashes, index, tlog.RecordHash(data[2:end])); err != nil {
			return err
		}
		data = data[end:]
	}
	if len(data) > 0 {
		return fmt.Errorf("the bundle at %d has entries left over", start)
	}
	return nil
}

func checkEntry(tree tlog.Tree, hashes tlog.HashReader, index int64, leaf tlog.Hash) error {
	if index%*every != 0 && index != tree.N-1 {
		return nil
	}
	path, err := tlog.ProveRecord(tree.N, index, hashes)
	if err != nil {
		return fmt.Errorf("entry %d: %w", index, err)
	}
	if err := tlog.CheckRecord(path, tree.N, tree.Hash, index, leaf); err != nil {
		return fmt.Errorf("entry %d: %w", index, err)
	}
	return nil
}

func checkGrowth(verifier note.Verifier, tree tlog.Tree) error {
	old, err := openFile(verifier, *older)
	if err != nil {
		return err
	}
	path, err := tlog.ProveTree(tree.N, old.N, tlog.TileHashReader(tree, tiles{}))
	if err != nil {
		return err
	}
	if *consistency != "" {
		if path, err = readHashes(*consistency); err != nil {
			return err
		}
	}
	return tlog.CheckTree(path, tree.N, tree.Hash, old.N, old.Hash)
}

func readHashes(path string) ([]tlog.Hash, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return parseHashes(strings.Fields(string(data)))
}

func parseHashes(lines []string) ([]tlog.Hash, error) {
	var hashes []tlog.Hash
	for _, line := range lines {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return nil, err
		}
		hashes = append(hashes, hash)
	}
	return hashes, nil
}

// checkOffline reads a c2sp.org/tlog-proof@v1 file and checks it without any log at hand.
func checkOffline(verifier note.Verifier) error {
	data, err := os.ReadFile(*proof)
	if err != nil {
		return err
	}
	head, checkpoint, found := bytes.Cut(data, []byte("\n\n"))
	lines := strings.Split(string(head), "\n")
	if !found || len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return errors.New("not a tlog-proof")
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
	if err != nil {
		return err
	}
	path, err := parseHashes(lines[2:])
	if err != nil {
		return err
	}
	tree, err := openCheckpoint(verifier, checkpoint)
	if err != nil {
		return err
	}
	leaf, err := hex.DecodeString(*entry)
	if err != nil {
		return err
	}
	return tlog.CheckRecord(path, tree.N, tree.Hash, index, tlog.RecordHash(leaf))
}

// tiles reads tiles of height 8 by their C2SP path; tlog authenticates them against the tree's root.
type tiles struct{}

var cache = map[string][]byte{}

func (tiles) Height() int { return 8 }

func (tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range wanted {
		path := logPath(tile)
		data, known := cache[path]
		if !known {
			var err error
			if data, err = fetch(path); err != nil {
				return nil, err
			}
			cache[path] = data
		}
		all = append(all, data)
	}
	return all, nil
}

func (tiles) SaveTiles([]tlog.Tile, [][]byte) {}

// logPath drops the height, which C2SP's paths do not have.
func logPath(tile tlog.Tile) string {
	return strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
}

func fetch(path string) ([]byte, error) {
	if !strings.HasPrefix(*base, "http://") && !strings.HasPrefix(*base, "https://") {
		return os.ReadFile(filepath.Join(*base, filepath.FromSlash(path)))
	}
	response, err := http.Get(strings.TrimSuffix(*base, "/") + "/" + path)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", path, response.Status)
	}
	return io.ReadAll(response.Body)
}

func min(a, b int64) int64 {
	if a < b {
		return a
	}
	return b
}
