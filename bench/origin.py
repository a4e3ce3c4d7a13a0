"""The command that pgslate's story began with, as a Flask application has it.

For bench/run: needs Flask, Flask-SQLAlchemy, SQLAlchemy-Utils and psycopg2.
"""
import os

import click
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.engine import URL
from sqlalchemy_utils import create_database, database_exists, drop_database

where = URL.create(
    "postgresql+psycopg2",
    username=os.environ["POSTGRES_USER"],
    password=os.environ["POSTGRES_PW"],
    database=os.environ["POSTGRES_DB"],
    query={"host": os.environ["PGHOST"]},
)
app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = where
db = SQLAlchemy(app)


class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    spotify_id = db.Column(db.String(200))
    spotify_token = db.Column(db.String(200))


@app.cli.command("resetdb")
def resetdb():
    if database_exists(where):
        drop_database(where)
    create_database(where)
    db.create_all()
    click.echo("Shiny!")
