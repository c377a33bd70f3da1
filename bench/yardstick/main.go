// Yardstick is a plain admission webhook in Go, written like most of them: with net/http and the types of k8s.io/api. It has two rules
// that eniguard has too, so that `./eniguard bench` can send the same AdmissionReviews to both on the same machine. It is not a
// substitute for eniguard and is never deployed.
package main

import (
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	addr := flag.String("addr", "127.0.0.1:9444", "address to listen on")
	cert := flag.String("cert", "", "PEM file of the certificate")
	key := flag.String("key", "", "PEM file of its private key")
	vpcFile := flag.String("vpc", "", "JSON file of the VPC, as `aws ec2 describe-subnets` prints it")
	decoding := flag.String("decode", "encoding/json", "the decoder of JSON: encoding/json, or apimachinery like controller-runtime")
	flag.Parse()
	if err := run(*addr, *cert, *key, *vpcFile, *decoding); err != nil {
		fmt.Fprintln(os.Stderr, "yardstick:", err)
		os.Exit(1)
	}
}

func run(addr, cert, key, vpcFile, decoding string) error {
	decode, err := decoderNamed(decoding)
	if err != nil {
		return err
	}
	vpc, err := loadVPC(vpcFile)
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.Handle("POST /validate", reviewWith(decode, vpc.validate))
	mux.Handle("POST /mutate", reviewWith(decode, vpc.mutate))
	server := &http.Server{
		Handler:           mux,
		ReadHeaderTimeout: 30 * time.Second,
		// The API server keeps idle connections for 90 seconds.
		IdleTimeout: 120 * time.Second,
	}
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-stop
		server.Close()
	}()
	fmt.Printf("ready on https://%s with %d subnets\n", listener.Addr(), len(vpc.subnets))
	// ServeTLS offers HTTP/2 and HTTP/1.1.
	if err := server.ServeTLS(listener, cert, key); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
