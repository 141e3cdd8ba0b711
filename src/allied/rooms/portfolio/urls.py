"""Addresses of the portfolio."""

from django.urls import path

from allied.rooms.portfolio import views

urlpatterns = [path("portfolio", views.portfolio, name="portfolio")]
