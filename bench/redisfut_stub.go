package main

func redisfutDrivers() []driver { return nil }
